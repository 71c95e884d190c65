package io.millwright.controlplane.site;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantResources;
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
    private final TenantResources<Site> resources;

    Sites(Cluster cluster, CustomResources resources, AuditedChange audited) {
        this.cluster = cluster;
        this.resources = new TenantResources<>(Site.class, "site", resources, audited);
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
        return resources.create(tenant, name, spec, caller);
    }

    /** @param found by {@link #get}, so that nobody changes what they may not see */
    public Site replace(TenantId tenant, Site found, Map<String, Object> spec, Expected expected, Caller caller) {
        return resources.replace(tenant, found.getMetadata().getName(), spec, expected, caller);
    }

    /** @param found by {@link #get} */
    public Site change(
            TenantId tenant,
            Site found,
            Map<String, ? extends @Nullable Object> patch,
            Expected expected,
            Caller caller) {
        return resources.change(tenant, found.getMetadata().getName(), patch, expected, caller);
    }

    /**
     * Ends a site.
     *
     * @param found by {@link #get}
     * @throws ProblemException 409 while a fleet names the site
     */
    public void delete(TenantId tenant, Site found, Expected expected, Caller caller) {
        String name = found.getMetadata().getName();
        resources.delete(tenant, name, () -> requireNoFleet(tenant, name), expected, caller);
    }

    private void requireNoFleet(TenantId tenant, String site) {
        List<String> fleets = cluster.fleets(tenant).stream()
                .filter(fleet ->
                        fleet.getSpec() != null && site.equals(fleet.getSpec().getSiteRef()))
                .map(fleet -> fleet.getMetadata().getName())
                .toList();
        if (!fleets.isEmpty()) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "Fleets belong to the site: " + String.join(", ", fleets) + ".");
        }
    }
}
