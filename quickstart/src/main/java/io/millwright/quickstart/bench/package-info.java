/** {@code ./millwright bench}: figures of this tree beside a baseline of the same run, on embedded parts. */
@NullMarked
package io.millwright.quickstart.bench;

import org.jspecify.annotations.NullMarked;
