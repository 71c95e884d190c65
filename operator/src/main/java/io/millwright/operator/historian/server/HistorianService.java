package io.millwright.operator.historian.server;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Headless Service {@code historian}: the runtime and the operator talk to the pod itself. */
public final class HistorianService implements TenantObject<Service> {

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.HISTORIAN;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.historianServer();
    }

    @Override
    public Service desired(TenantPlan plan) {
        return new ServiceBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN))
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(Labels.selector(plan.tenant(), Names.HISTORIAN))
                .addNewPort()
                .withName("postgres")
                .withProtocol("TCP")
                .withPort(Names.HISTORIAN_PORT)
                .withTargetPort(new IntOrString(Names.HISTORIAN_PORT))
                .endPort()
                .endSpec()
                .build();
    }
}
