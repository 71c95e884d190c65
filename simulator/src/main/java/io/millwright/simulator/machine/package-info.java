/** What the machines do, as functions of seed and time; knows no protocol. */
@NullMarked
package io.millwright.simulator.machine;

import org.jspecify.annotations.NullMarked;
