/** How a device comes in: claim codes, the enrollment origin with its own port, renewal, and the device-first way. */
@NullMarked
package io.millwright.controlplane.enrollment;

import org.jspecify.annotations.NullMarked;
