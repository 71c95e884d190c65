package io.millwright.controlplane.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.millwright.controlplane.audit.AuditedChange;
import io.millwright.controlplane.cluster.ClusterAnswer;
import io.millwright.controlplane.cluster.CustomResources;
import io.millwright.controlplane.cluster.CustomResources.Name;
import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The custom resources of one kind in tenants' namespaces. Each change has an entry in the tenant's trail, and what the
 * cluster refuses is a {@link ProblemException}. Who may make it is for the caller of this to ask first.
 */
public final class TenantResources<R extends HasMetadata> {

    private final Class<R> type;
    private final String kind;
    private final CustomResources resources;
    private final AuditedChange audited;

    /** @param kind in the words of the API, such as {@code site} */
    public TenantResources(Class<R> type, String kind, CustomResources resources, AuditedChange audited) {
        this.type = type;
        this.kind = kind;
        this.resources = resources;
        this.audited = audited;
    }

    public R create(TenantId tenant, String name, Map<String, Object> spec, Caller caller) {
        return made(tenant, caller, "apply", name, () -> resources.create(of(tenant, name), spec));
    }

    public R replace(TenantId tenant, String name, Map<String, Object> spec, Expected expected, Caller caller) {
        return made(tenant, caller, "replace", name, () -> resources.replace(of(tenant, name), spec, expected));
    }

    public R change(
            TenantId tenant,
            String name,
            Map<String, ? extends @Nullable Object> patch,
            Expected expected,
            Caller caller) {
        return made(tenant, caller, "change", name, () -> resources.patch(of(tenant, name), patch, expected));
    }

    /** @param unused throws while something else needs the resource, which the trail has as refused */
    public void delete(TenantId tenant, String name, Runnable unused, Expected expected, Caller caller) {
        made(tenant, caller, "delete", name, () -> {
            unused.run();
            return resources.delete(of(tenant, name), expected);
        });
    }

    private R made(TenantId tenant, Caller caller, String verb, String name, Supplier<ClusterAnswer<R>> change) {
        return audited.make(
                tenant,
                caller.name(),
                kind + "." + verb,
                kind + "/" + name,
                () -> change.get().orProblem(kind));
    }

    private Name<R> of(TenantId tenant, String name) {
        return new Name<>(type, TenantNamespace.of(tenant), name);
    }
}
