/** What every request passes before a controller: host, size, rate, one effect per idempotency key. */
@NullMarked
package io.millwright.controlplane.intake;

import org.jspecify.annotations.NullMarked;
