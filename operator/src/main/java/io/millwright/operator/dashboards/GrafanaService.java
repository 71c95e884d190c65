package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Service {@code grafana}. A caller stays with one pod: each pod knows only the sessions that began with it. */
public final class GrafanaService implements TenantObject<Service> {

    private static final int THREE_HOURS = 10_800;

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards();
    }

    @Override
    public Service desired(TenantPlan plan) {
        return new ServiceBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .withNewSpec()
                .withSelector(Labels.selector(plan.tenant(), Names.GRAFANA))
                .withSessionAffinity("ClientIP")
                .withNewSessionAffinityConfig()
                .withNewClientIP(THREE_HOURS)
                .endSessionAffinityConfig()
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(Names.GRAFANA_PORT)
                .withTargetPort(new IntOrString(Names.GRAFANA_PORT))
                .endPort()
                .endSpec()
                .build();
    }
}
