package io.millwright.operator.pool;

import io.fabric8.kubernetes.api.model.Namespace;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** A shard's namespace, made by the first tenant that needs it, or before; {@link PoolReconciler} fills it. */
public final class PoolNamespace implements TenantObject<Namespace> {

    @Override
    public Class<Namespace> type() {
        return Namespace.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return plan.pool() == null ? Names.POOL_NAMESPACE : plan.pool();
    }

    /** It is shared: no tenant's plan ever removes it, so whoever does not need it says nothing about it. */
    @Override
    public boolean possible(TenantPlan plan) {
        return plan.pool() != null;
    }

    @Override
    public Namespace desired(TenantPlan plan) {
        return of(name(plan));
    }

    static Namespace of(String name) {
        return RestrictedNamespace.ofPlatform(name, Names.POOL_INSTANCE, "network");
    }
}
