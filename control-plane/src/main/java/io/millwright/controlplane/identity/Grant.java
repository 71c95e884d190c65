package io.millwright.controlplane.identity;

import io.millwright.wire.SiteId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** The same of a name: what is no site's name is covered by the whole tenant only. */
    public boolean coversNamed(@Nullable String site) {
        return sites.isEmpty() || sites.stream().anyMatch(one -> one.value().equals(site));
    }

    /** Whether who has this may give somebody that: no higher role, and no site that is not its own. */
    public boolean mayGrant(Grant other) {
        boolean within = wholeTenant() || (!other.wholeTenant() && sites.containsAll(other.sites()));
        return within && role.mayGrant(other.role());
    }
}
