/** {@code ./millwright faults}: parts of the platform are killed, stopped, cut off and lied to, and nothing is lost or billed twice. */
@NullMarked
package io.millwright.quickstart.faults;

import org.jspecify.annotations.NullMarked;
