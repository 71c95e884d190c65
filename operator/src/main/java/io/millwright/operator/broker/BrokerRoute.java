package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.MqttGateway;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;
import java.util.Optional;

/**
 * TLSRoute to a tenant's broker, its own or the pool's, by the name {@code <tenant>.mqtt.<domain>}. The Gateway opens nothing: the
 * broker itself ends TLS, because it needs the client's certificate. It lies beside the broker, so that no reference crosses
 * namespaces.
 */
public final class BrokerRoute implements TenantObject<TLSRoute> {

    private static final String GROUP = "gateway.networking.k8s.io";

    @Override
    public Class<TLSRoute> type() {
        return TLSRoute.class;
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
        return Optional.of(OptionalApi.GATEWAY_TLS);
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.installation().mqttGateway().isPresent();
    }

    /** Every default is written out: what the API server would add looks like drift otherwise. */
    @Override
    public TLSRoute desired(TenantPlan plan) {
        MqttGateway gateway = plan.installation().mqttGateway().orElseThrow();
        return new TLSRouteBuilder()
                .withMetadata(Labels.metadata(plan, namespace(plan), name(plan), Names.BROKER))
                .withNewSpec()
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
                .endSpec()
                .build();
    }

    /** Whether a Gateway took the route as it is now. */
    public static boolean accepted(TLSRoute route) {
        return route.getStatus() != null
                && route.getStatus().getParents().stream()
                        .flatMap(parent -> parent.getConditions().stream())
                        .anyMatch(
                                condition -> says(condition, route.getMetadata().getGeneration()));
    }

    private static boolean says(Condition condition, Long generation) {
        return condition.getType().equals("Accepted")
                && condition.getStatus().equals("True")
                && (generation == null || Objects.equals(condition.getObservedGeneration(), generation));
    }
}
