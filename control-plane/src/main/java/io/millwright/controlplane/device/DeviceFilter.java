package io.millwright.controlplane.device;

import io.millwright.wire.SiteId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which devices of a tenant a list is about; null is all.
 *
 * @param sites the only ones that the asker may see; empty for all
 */
public record DeviceFilter(@Nullable String fleet, @Nullable DeviceState state, Set<SiteId> sites) {

    static final DeviceFilter ALL = new DeviceFilter(null, null, Set.of());

    public DeviceFilter {
        sites = Set.copyOf(sites);
    }
}
