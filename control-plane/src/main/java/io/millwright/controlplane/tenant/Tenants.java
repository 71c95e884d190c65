package io.millwright.controlplane.tenant;

import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.CustomResources.Name;
import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.identity.Access;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tenants as customers see them: the custom resource, and nothing beside it that could disagree. */
@Service
public class Tenants {

    private final Cluster cluster;
    private final CustomResources resources;
    private final TenantAccounts accounts;
    private final AuditedChange audited;
    private final Access access;
    private final TenantFounding founding;

    Tenants(
            Cluster cluster,
            CustomResources resources,
            TenantAccounts accounts,
            AuditedChange audited,
            Access access,
            TenantFounding founding) {
        this.cluster = cluster;
        this.resources = resources;
        this.accounts = accounts;
        this.audited = audited;
        this.access = access;
        this.founding = founding;
    }

    /** Those the caller may see, by name. */
    public List<Tenant> list(Caller caller) {
        return caller.tenants()
                .map(own -> own.stream()
                        .filter(tenant -> access.canSee(caller, tenant))
                        .sorted(Comparator.comparing(TenantId::value))
                        .flatMap(tenant -> cluster.tenant(tenant).stream())
                        .toList())
                .orElseGet(cluster::tenants);
    }

    /** @throws ProblemException 404 */
    public Tenant get(TenantId tenant) {
        return find(tenant).orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    /** Also one that the caches have not seen yet. */
    public Optional<Tenant> find(TenantId tenant) {
        return cluster.tenant(tenant).or(() -> resources.read(name(tenant)));
    }

    /**
     * The account is noted at once, so that the creator can go on with the next request. A person who makes one becomes its
     * owner in the moment it is noted, whoever notes it.
     *
     * @throws ProblemException 400, 403, 409 or 503
     */
    public Tenant create(TenantId tenant, Map<String, Object> asked, Caller caller) {
        Map<String, Object> spec = founding.reserve(tenant, asked, caller);
        try {
            return caller instanceof Caller.Administrator
                    ? audited.make(
                            tenant,
                            caller.name(),
                            "tenant.apply",
                            "tenant/" + tenant,
                            () -> created(tenant, spec, caller))
                    // Not before its birth: the trail of a name is not for strangers to write in.
                    : created(tenant, spec, caller);
        } catch (ProblemException refusal) {
            if (refusal.type() != ProblemType.UNAVAILABLE) {
                founding.release(tenant, caller);
            }
            throw refusal;
        }
    }

    private Tenant created(TenantId tenant, Map<String, Object> spec, Caller caller) {
        Tenant created = resources.create(name(tenant), spec).orProblem("tenant");
        accounts.note(tenant, created, caller.name());
        return created;
    }

    /** @throws ProblemException 403 for who suspends and is not the administrator */
    public Tenant change(
            TenantId tenant, Map<String, ? extends @Nullable Object> patch, Expected expected, Caller caller) {
        if (patch.containsKey("suspended")) {
            access.requireAdministrator(caller);
        }
        return audited.make(
                tenant,
                caller.name(),
                "tenant.change",
                "tenant/" + tenant + " " + String.join(",", patch.keySet()),
                () -> resources.patch(name(tenant), patch, expected).orProblem("tenant"));
    }

    /** Begins the end; the operator takes it from there, and the account ends when the resource is gone. */
    public Tenant delete(TenantId tenant, Expected expected, Caller caller) {
        return audited.make(
                tenant,
                caller.name(),
                "tenant.delete",
                "tenant/" + tenant,
                () -> resources.delete(name(tenant), expected).orProblem("tenant"));
    }

    static Name<Tenant> name(TenantId tenant) {
        return new Name<>(Tenant.class, null, tenant.value());
    }
}
