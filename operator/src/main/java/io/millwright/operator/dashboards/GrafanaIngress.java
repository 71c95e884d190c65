package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.millwright.operator.plan.HttpEntrance;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Ingress {@code grafana}, where the installation has an ingress class and no routes. */
public final class GrafanaIngress implements TenantObject<Ingress> {

    /** Filled by whoever issues certificates for Ingresses; while it is absent, controllers show their own certificate. */
    static final String CERTIFICATE = "grafana-tls";

    @Override
    public Class<Ingress> type() {
        return Ingress.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards() && plan.installation().entrance() instanceof HttpEntrance.Ingress;
    }

    @Override
    public Ingress desired(TenantPlan plan) {
        HttpEntrance.Ingress entrance =
                (HttpEntrance.Ingress) plan.installation().entrance();
        String host = plan.dashboardsHost().orElseThrow();
        return new IngressBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .editMetadata()
                .addToAnnotations(entrance.annotations())
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(entrance.ingressClass())
                .addNewTl()
                .withHosts(host)
                .withSecretName(CERTIFICATE)
                .endTl()
                .addNewRule()
                .withHost(host)
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(Names.GRAFANA)
                .withNewPort()
                .withNumber(Names.GRAFANA_PORT)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }
}
