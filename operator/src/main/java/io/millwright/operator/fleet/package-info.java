/** DeviceFleet: from a fleet and its site to the configuration that the control plane signs and rolls out. */
@NullMarked
package io.millwright.operator.fleet;

import org.jspecify.annotations.NullMarked;
