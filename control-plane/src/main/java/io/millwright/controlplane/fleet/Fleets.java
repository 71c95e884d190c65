package io.millwright.controlplane.fleet;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.CustomResources.Name;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Fleets of a tenant as its custom resources say. */
@Service
public class Fleets {

    private final Cluster cluster;
    private final CustomResources resources;
    private final AuditedChange audited;

    Fleets(Cluster cluster, CustomResources resources, AuditedChange audited) {
        this.cluster = cluster;
        this.resources = resources;
        this.audited = audited;
    }

    /** By name. */
    public List<DeviceFleet> list(TenantId tenant) {
        return cluster.fleets(tenant);
    }

    /** @throws ProblemException 404 */
    public DeviceFleet get(TenantId tenant, String name) {
        return cluster.fleet(tenant, name).orElseThrow(() -> ProblemException.notFound("fleet"));
    }

    public DeviceFleet create(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "fleet.apply",
                "fleet/" + name,
                () -> resources.create(name(tenant, name), spec).orProblem("fleet"));
    }

    public DeviceFleet replace(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "fleet.replace",
                "fleet/" + name,
                () -> resources.replace(name(tenant, name), spec).orProblem("fleet"));
    }

    public DeviceFleet change(
            TenantId tenant, String name, Map<String, ? extends @Nullable Object> patch, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "fleet.change",
                "fleet/" + name,
                () -> resources.patch(name(tenant, name), patch).orProblem("fleet"));
    }

    /** @throws ProblemException 409 while devices are enrolled in it */
    public void delete(TenantId tenant, String name, Caller caller) {
        audited.make(tenant, caller.name(), "fleet.delete", "fleet/" + name, () -> {
            DeviceFleetStatus status = get(tenant, name).getStatus();
            int enrolled = status == null || status.getEnrolled() == null ? 0 : status.getEnrolled();
            if (enrolled > 0) {
                throw ProblemException.of(
                        ProblemType.CONFLICT,
                        "Devices are enrolled in the fleet: " + enrolled + ". Move or revoke them first.");
            }
            return resources.delete(name(tenant, name)).orProblem("fleet");
        });
    }

    private static Name<DeviceFleet> name(TenantId tenant, String name) {
        return new Name<>(DeviceFleet.class, TenantNamespace.of(tenant), name);
    }
}
