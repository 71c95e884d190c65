/** The telemetry of a tenant: checked and bounded here, answered by its runtime. */
@NullMarked
package io.millwright.controlplane.telemetry;

import org.jspecify.annotations.NullMarked;
