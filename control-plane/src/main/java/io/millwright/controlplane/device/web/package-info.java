/** {@code /tenants/{t}/devices}. */
@NullMarked
package io.millwright.controlplane.device.web;

import org.jspecify.annotations.NullMarked;
