package io.millwright.controlplane.fleet;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantResources;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Fleets of a tenant as its custom resources say. */
@Service
public class Fleets {

    private static final String SITE = "siteRef";

    private final Cluster cluster;
    private final TenantResources<DeviceFleet> resources;

    Fleets(Cluster cluster, CustomResources resources, AuditedChange audited) {
        this.cluster = cluster;
        this.resources = new TenantResources<>(DeviceFleet.class, "fleet", resources, audited);
    }

    /** Those at sites that the grant covers, by name. */
    public List<DeviceFleet> list(TenantId tenant, Grant grant) {
        return cluster.fleets(tenant).stream()
                .filter(fleet -> covers(grant, fleet))
                .toList();
    }

    /** Empty also for one at a site that the grant does not cover. */
    public Optional<DeviceFleet> find(TenantId tenant, String name, Grant grant) {
        return cluster.fleet(tenant, name).filter(fleet -> covers(grant, fleet));
    }

    /** @throws ProblemException 404, the same for one at a site that the grant does not cover */
    public DeviceFleet get(TenantId tenant, String name, Grant grant) {
        return find(tenant, name, grant).orElseThrow(() -> ProblemException.notFound("fleet"));
    }

    /** @throws ProblemException 404 for a site that the caller's grant does not cover, there or not */
    public DeviceFleet create(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        requireSite(tenant, spec, caller);
        return resources.create(tenant, name, spec, caller);
    }

    /** @param found by {@link #get}, so that nobody changes what they may not see */
    public DeviceFleet replace(
            TenantId tenant, DeviceFleet found, Map<String, Object> spec, Expected expected, Caller caller) {
        requireSite(tenant, spec, caller);
        return resources.replace(tenant, found.getMetadata().getName(), spec, expected, caller);
    }

    /** @param found by {@link #get} */
    public DeviceFleet change(
            TenantId tenant,
            DeviceFleet found,
            Map<String, ? extends @Nullable Object> patch,
            Expected expected,
            Caller caller) {
        if (patch.containsKey(SITE)) {
            requireSite(tenant, patch, caller);
        }
        return resources.change(tenant, found.getMetadata().getName(), patch, expected, caller);
    }

    /**
     * Ends a fleet.
     *
     * @param found by {@link #get}
     * @throws ProblemException 409 while devices are enrolled in it
     */
    public void delete(TenantId tenant, DeviceFleet found, Expected expected, Caller caller) {
        resources.delete(tenant, found.getMetadata().getName(), () -> requireNoDevice(found), expected, caller);
    }

    private static void requireNoDevice(DeviceFleet fleet) {
        DeviceFleetStatus status = fleet.getStatus();
        int enrolled = status == null || status.getEnrolled() == null ? 0 : status.getEnrolled();
        if (enrolled > 0) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "Devices are enrolled in the fleet: " + enrolled + ". Move or revoke them first.");
        }
    }

    private static boolean covers(Grant grant, DeviceFleet fleet) {
        return grant.coversNamed(
                fleet.getSpec() == null ? null : fleet.getSpec().getSiteRef());
    }

    /** A site that somebody may not see is not there for them: neither may a fleet be put there. */
    private static void requireSite(TenantId tenant, Map<String, ? extends @Nullable Object> spec, Caller caller) {
        String site = spec.get(SITE) instanceof String name ? name : null;
        if (caller.grantIn(tenant).filter(grant -> grant.coversNamed(site)).isEmpty()) {
            throw ProblemException.notFound("site");
        }
    }
}
