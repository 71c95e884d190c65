/** A machine as an OPC UA server. */
@NullMarked
package io.millwright.simulator.opcua;

import org.jspecify.annotations.NullMarked;
