package io.millwright.operator.pool;

import io.fabric8.kubernetes.api.model.Namespace;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** The pool's namespace, made by the first tenant that needs it; {@link PoolReconciler} fills it. */
public final class PoolNamespace implements TenantObject<Namespace> {

    @Override
    public Class<Namespace> type() {
        return Namespace.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.POOL_NAMESPACE;
    }

    /** It is shared: no tenant's plan ever removes it, so whoever does not need it says nothing about it. */
    @Override
    public boolean possible(TenantPlan plan) {
        return !plan.ownBroker() || !plan.ownRuntime();
    }

    @Override
    public Namespace desired(TenantPlan plan) {
        return RestrictedNamespace.ofPlatform(Names.POOL_NAMESPACE, Names.POOL_INSTANCE, "network");
    }
}
