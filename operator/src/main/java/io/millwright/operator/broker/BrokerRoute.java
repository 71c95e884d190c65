package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteSpecBuilder;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.MqttGateway;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * TLSRoute to a tenant's broker, its own or the pool's, by the name {@code <tenant>.mqtt.<domain>}. The Gateway opens nothing: the
 * broker itself ends TLS, because it needs the client's certificate. It lies beside the broker, so that no reference crosses
 * namespaces.
 */
public final class BrokerRoute<R extends TLSRoute> implements TenantObject<R> {

    public static final BrokerRoute<TlsRouteV1> V1 =
            new BrokerRoute<>(TlsRouteV1.class, TlsRouteV1::new, OptionalApi.GATEWAY_TLS);
    public static final BrokerRoute<TlsRouteV1alpha3> V1ALPHA3 =
            new BrokerRoute<>(TlsRouteV1alpha3.class, TlsRouteV1alpha3::new, OptionalApi.GATEWAY_TLS_V1ALPHA3);
    public static final BrokerRoute<TLSRoute> V1ALPHA2 =
            new BrokerRoute<>(TLSRoute.class, TLSRoute::new, OptionalApi.GATEWAY_TLS_V1ALPHA2);

    /** The same route in every version; a cluster offers one of them at most. */
    public static final List<BrokerRoute<?>> VERSIONS = List.of(V1, V1ALPHA3, V1ALPHA2);

    private static final String GROUP = "gateway.networking.k8s.io";

    private final Class<R> type;
    private final Supplier<R> empty;
    private final OptionalApi api;

    private BrokerRoute(Class<R> type, Supplier<R> empty, OptionalApi api) {
        this.type = type;
        this.empty = empty;
        this.api = api;
    }

    /** Those of {@link #VERSIONS} that a cluster with these APIs has: one, or none. */
    public static Optional<BrokerRoute<?>> of(Set<OptionalApi> offers) {
        return VERSIONS.stream().filter(route -> offers.contains(route.api)).findFirst();
    }

    @Override
    public Class<R> type() {
        return type;
    }

    @Override
    public String name(TenantPlan plan) {
        return plan.ownBroker() ? Names.BROKER : Names.pooledRoute(plan.tenant());
    }

    @Override
    public String namespace(TenantPlan plan) {
        return plan.brokerNamespace();
    }

    @Override
    public Optional<OptionalApi> api() {
        return Optional.of(api);
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.installation().mqttGateway().isPresent();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.ownBroker() || !plan.waits();
    }

    /** Every default is written out: what the API server would add looks like drift otherwise. */
    @Override
    public R desired(TenantPlan plan) {
        MqttGateway gateway = plan.installation().mqttGateway().orElseThrow();
        R route = empty.get();
        route.setMetadata(Labels.metadata(plan, namespace(plan), name(plan), Names.BROKER));
        route.setSpec(new TLSRouteSpecBuilder()
                .withParentRefs(new ParentReferenceBuilder()
                        .withGroup(GROUP)
                        .withKind("Gateway")
                        .withNamespace(gateway.namespace())
                        .withName(gateway.name())
                        .withSectionName(gateway.section())
                        .build())
                .withHostnames(plan.installation().brokerHost(plan.tenant()).orElseThrow())
                .addNewRule()
                .withBackendRefs(new BackendRefBuilder()
                        .withGroup("")
                        .withKind("Service")
                        .withName(Names.BROKER)
                        .withPort(Names.MQTT_PORT)
                        .withWeight(1)
                        .build())
                .endRule()
                .build());
        return route;
    }

    /** What the Gateway says about the route of a plan; {@link RouteState.Pending} as long as there is none. */
    public RouteState state(TenantPlan plan, Cluster<?> cluster) {
        return cluster.read(type, namespace(plan), name(plan))
                .map(BrokerRoute::state)
                .orElseGet(RouteState.Pending::new);
    }

    /** What the Gateway says about that route. */
    public static RouteState state(TLSRoute route) {
        return route.getStatus() == null
                ? new RouteState.Pending()
                : RouteState.of(route.getMetadata(), route.getStatus().getParents());
    }
}
