/** Compares what devices sent with what a historian holds and what it would bill, by plain SQL. */
@NullMarked
package io.millwright.quickstart.rig.oracle;

import org.jspecify.annotations.NullMarked;
