package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/**
 * Service {@code tenant-runtime}: where the control plane asks. Of a tenant that a later shard of the pool serves it is another
 * name for that shard's; whoever has none is served by the first.
 */
public final class RuntimeService implements TenantObject<Service> {

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.RUNTIME;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        String pool = plan.pool();
        return plan.ownRuntime() || (pool != null && !pool.equals(Names.POOL_NAMESPACE));
    }

    @Override
    public Service desired(TenantPlan plan) {
        return new ServiceBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.RUNTIME))
                .withSpec(plan.ownRuntime() ? spec(plan.tenant()) : alias(plan.runtimeNamespace()))
                .build();
    }

    private static ServiceSpec alias(String pool) {
        return new ServiceSpecBuilder()
                .withType("ExternalName")
                .withExternalName(Names.RUNTIME + "." + pool + ".svc.cluster.local")
                .build();
    }

    public static ServiceSpec spec(String instance) {
        return new ServiceSpecBuilder()
                .withSelector(Labels.selector(instance, Names.RUNTIME))
                .addNewPort()
                .withName("https")
                .withProtocol("TCP")
                .withPort(Names.RUNTIME_PORT)
                .withTargetPort(new IntOrString(Names.RUNTIME_PORT))
                .endPort()
                .build();
    }
}
