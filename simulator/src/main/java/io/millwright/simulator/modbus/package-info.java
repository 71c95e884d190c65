/** A machine as a Modbus TCP server. */
@NullMarked
package io.millwright.simulator.modbus;

import org.jspecify.annotations.NullMarked;
