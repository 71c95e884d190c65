package io.millwright.controlplane.device;

import org.jspecify.annotations.Nullable;

/** Which devices of a tenant a list is about; null is all. */
public record DeviceFilter(@Nullable String fleet, @Nullable DeviceState state) {

    static final DeviceFilter ALL = new DeviceFilter(null, null);
}
