/** Simulated machines behind real industrial protocols. */
@NullMarked
package io.millwright.simulator;

import org.jspecify.annotations.NullMarked;
