package io.millwright.controlplane.identity;

import io.millwright.wire.SiteId;
import java.util.Set;

/**
 * What somebody may do in one tenant.
 *
 * @param sites the only ones it is given for; empty for the whole tenant
 */
public record Grant(Role role, Set<SiteId> sites) {

    public Grant {
        sites = Set.copyOf(sites);
    }

    /** Of the whole tenant. */
    public static Grant of(Role role) {
        return new Grant(role, Set.of());
    }

    public boolean wholeTenant() {
        return sites.isEmpty();
    }

    public boolean covers(SiteId site) {
        return sites.isEmpty() || sites.contains(site);
    }
}
