package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.plan.HttpEntrance;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Optional;

/** HTTPRoute {@code grafana}, where the cluster has the Gateway API and the installation names a Gateway. */
public final class GrafanaRoute implements TenantObject<HTTPRoute> {

    private static final String GROUP = "gateway.networking.k8s.io";

    @Override
    public Class<HTTPRoute> type() {
        return HTTPRoute.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public Optional<OptionalApi> api() {
        return Optional.of(OptionalApi.GATEWAY_HTTP);
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards() && plan.installation().entrance() instanceof HttpEntrance.Route;
    }

    /** Every default is written out: what the API server would add looks like drift otherwise. */
    @Override
    public HTTPRoute desired(TenantPlan plan) {
        HttpEntrance.Route entrance = (HttpEntrance.Route) plan.installation().entrance();
        return new HTTPRouteBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .withNewSpec()
                .withParentRefs(new ParentReferenceBuilder()
                        .withGroup(GROUP)
                        .withKind("Gateway")
                        .withNamespace(entrance.namespace())
                        .withName(entrance.gateway())
                        .withSectionName(entrance.section())
                        .build())
                .withHostnames(plan.dashboardsHost().orElseThrow())
                .addNewRule()
                .addNewMatch()
                .withNewPath()
                .withType("PathPrefix")
                .withValue("/")
                .endPath()
                .endMatch()
                .addNewBackendRef()
                .withGroup("")
                .withKind("Service")
                .withName(Names.GRAFANA)
                .withPort(Names.GRAFANA_PORT)
                .withWeight(1)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    /** What the Gateway says about the route of a plan; {@link RouteState.Pending} as long as there is none. */
    public RouteState state(TenantPlan plan, Cluster<?> cluster) {
        return cluster.read(HTTPRoute.class, namespace(plan), name(plan))
                .filter(route -> route.getStatus() != null)
                .map(route ->
                        RouteState.of(route.getMetadata(), route.getStatus().getParents()))
                .orElseGet(RouteState.Pending::new);
    }
}
