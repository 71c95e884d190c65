package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.broker.BrokerService;
import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.plan.TenantPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerRouteTest {

    @ParameterizedTest
    @CsvSource({
        "Accepted, True, 2, true",
        "Accepted, True, 1, false",
        "Accepted, False, 2, false",
        "ResolvedRefs, True, 2, false"
    })
    void a_route_counts_once_a_gateway_took_it_as_it_is_now(String type, String status, int seen, boolean accepted) {
        TLSRoute route = Serialization.unmarshal("""
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TLSRoute
            metadata: {name: broker, generation: 2}
            status: {parents: [{conditions: [{type: %s, status: "%s", observedGeneration: %d}]}]}
            """.formatted(type, status, seen), TLSRoute.class);

        assertThat(BrokerRoute.state(route) instanceof RouteState.Accepted).isEqualTo(accepted);
    }

    @Test
    void a_route_that_nobody_looked_at_does_not_count() {
        assertThat(BrokerRoute.state(new TLSRoute())).isEqualTo(new RouteState.Pending());
    }

    @Test
    void a_route_that_leads_nowhere_is_refused_in_the_words_of_the_gateway() {
        TLSRoute route = Serialization.unmarshal("""
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TLSRoute
            metadata: {name: broker, generation: 2}
            status:
              parents:
              - conditions:
                - {type: Accepted, status: "True", observedGeneration: 2, reason: Accepted, message: ""}
                - {type: ResolvedRefs, status: "False", observedGeneration: 2, reason: BackendNotFound, message: no Service}
            """, TLSRoute.class);

        assertThat(BrokerRoute.state(route)).isEqualTo(new RouteState.Refused("BackendNotFound", "no Service"));
    }

    @Test
    void of_several_gateways_one_that_takes_the_route_is_enough() {
        TLSRoute route = Serialization.unmarshal("""
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TLSRoute
            metadata: {name: broker, generation: 2}
            status:
              parents:
              - conditions: [{type: Accepted, status: "False", observedGeneration: 2, reason: No, message: no}]
              - conditions: [{type: Accepted, status: "True", observedGeneration: 2, reason: Accepted, message: ""}]
            """, TLSRoute.class);

        assertThat(BrokerRoute.state(route)).isEqualTo(new RouteState.Accepted());
    }

    @Test
    void without_the_api_or_without_a_domain_a_broker_has_a_load_balancer() {
        TenantPlan plan = Plans.of("""
            metadata: {name: acme, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec: {tier: professional}
            """);

        assertThat(BrokerRoute.VERSIONS).noneMatch(route -> route.wanted(plan));
        assertThat(new BrokerService().desired(plan).getSpec().getType()).isEqualTo("LoadBalancer");
    }
}
