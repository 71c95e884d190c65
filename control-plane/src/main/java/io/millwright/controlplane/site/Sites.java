package io.millwright.controlplane.site;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.CustomResources.Name;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Sites of a tenant as its custom resources say. */
@Service
public class Sites {

    private final Cluster cluster;
    private final CustomResources resources;
    private final AuditedChange audited;

    Sites(Cluster cluster, CustomResources resources, AuditedChange audited) {
        this.cluster = cluster;
        this.resources = resources;
        this.audited = audited;
    }

    /** By name. */
    public List<Site> list(TenantId tenant) {
        return cluster.sites(tenant);
    }

    /** @throws ProblemException 404 */
    public Site get(TenantId tenant, String name) {
        return cluster.site(tenant, name).orElseThrow(() -> ProblemException.notFound("site"));
    }

    public Site create(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "site.apply",
                "site/" + name,
                () -> resources.create(name(tenant, name), spec).orProblem("site"));
    }

    public Site replace(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "site.replace",
                "site/" + name,
                () -> resources.replace(name(tenant, name), spec).orProblem("site"));
    }

    public Site change(TenantId tenant, String name, Map<String, ? extends @Nullable Object> patch, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "site.change",
                "site/" + name,
                () -> resources.patch(name(tenant, name), patch).orProblem("site"));
    }

    /** @throws ProblemException 409 while a fleet names the site */
    public void delete(TenantId tenant, String name, Caller caller) {
        audited.make(tenant, caller.name(), "site.delete", "site/" + name, () -> {
            List<String> fleets = cluster.fleets(tenant).stream()
                    .filter(fleet -> fleet.getSpec() != null
                            && name.equals(fleet.getSpec().getSiteRef()))
                    .map(fleet -> fleet.getMetadata().getName())
                    .toList();
            if (!fleets.isEmpty()) {
                throw ProblemException.of(
                        ProblemType.CONFLICT, "Fleets belong to the site: " + String.join(", ", fleets) + ".");
            }
            return resources.delete(name(tenant, name)).orProblem("site");
        });
    }

    private static Name<Site> name(TenantId tenant, String name) {
        return new Name<>(Site.class, TenantNamespace.of(tenant), name);
    }
}
