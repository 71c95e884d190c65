/**
 * Roll-ups by minute and hour that are exactly what the points come to, whenever late ones come and whoever dies: a line behind
 * which points are late, marks of hours that lack one, and turns that move the line and take the marks away. Failure: a turn that
 * breaks off has changed nothing, and the next one begins where it did.
 */
@NullMarked
package io.millwright.runtime.rollup;

import org.jspecify.annotations.NullMarked;
