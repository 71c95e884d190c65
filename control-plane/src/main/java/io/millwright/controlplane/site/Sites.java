package io.millwright.controlplane.site;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.CustomResources.Name;
import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
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

    /** Those the grant covers, by name. */
    public List<Site> list(TenantId tenant, Grant grant) {
        return cluster.sites(tenant).stream()
                .filter(site -> grant.coversNamed(site.getMetadata().getName()))
                .toList();
    }

    /** @throws ProblemException 404, the same for one that the grant does not cover */
    public Site get(TenantId tenant, String name, Grant grant) {
        return cluster.site(tenant, name)
                .filter(_ -> grant.coversNamed(name))
                .orElseThrow(() -> ProblemException.notFound("site"));
    }

    public Site create(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "site.apply",
                "site/" + name,
                () -> resources.create(name(tenant, name), spec).orProblem("site"));
    }

    /** @param found by {@link #get}, so that nobody changes what they may not see */
    public Site replace(TenantId tenant, Site found, Map<String, Object> spec, Expected expected, Caller caller) {
        String name = found.getMetadata().getName();
        return audited.make(
                tenant,
                caller.name(),
                "site.replace",
                "site/" + name,
                () -> resources.replace(name(tenant, name), spec, expected).orProblem("site"));
    }

    /** @param found by {@link #get} */
    public Site change(
            TenantId tenant,
            Site found,
            Map<String, ? extends @Nullable Object> patch,
            Expected expected,
            Caller caller) {
        String name = found.getMetadata().getName();
        return audited.make(
                tenant,
                caller.name(),
                "site.change",
                "site/" + name,
                () -> resources.patch(name(tenant, name), patch, expected).orProblem("site"));
    }

    /**
     * Ends a site.
     *
     * @param found by {@link #get}
     * @throws ProblemException 409 while a fleet names the site
     */
    public void delete(TenantId tenant, Site found, Expected expected, Caller caller) {
        String name = found.getMetadata().getName();
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
            return resources.delete(name(tenant, name), expected).orProblem("site");
        });
    }

    private static Name<Site> name(TenantId tenant, String name) {
        return new Name<>(Site.class, TenantNamespace.of(tenant), name);
    }
}
