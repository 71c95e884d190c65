/** {@code ./millwright bill} and {@code audit}: a month on a test clock, and re-adding files that the platform handed out. */
@NullMarked
package io.millwright.quickstart.bill;

import org.jspecify.annotations.NullMarked;
