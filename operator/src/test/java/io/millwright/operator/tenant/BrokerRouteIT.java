package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.TlsRouteV1;
import io.millwright.operator.plan.Names;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with TLSRoutes and a Gateway for MQTT. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerRouteIT {

    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        installation = new TestInstallation(
                directory,
                "millwright.operator.domain=example.com",
                "millwright.operator.gateway.name=devices",
                "millwright.operator.gateway.section=mqtts");
        installation.stopOperator();
        installation.client.resource(routes()).serverSideApply();
        installation.startOperator();
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void a_pooled_tenant_has_an_address_once_the_gateway_takes_its_route() {
        installation.apply("routed", "{tier: starter}");

        Tenant waiting = installation.awaitReason("routed", "BrokerReady", "BrokerAddressPending");

        assertThat(TestInstallation.condition(waiting, "BrokerReady")
                        .orElseThrow()
                        .getMessage())
                .contains("Gateway devices in millwright-system has not accepted its TLSRoute");
        Service service = Objects.requireNonNull(installation
                .client
                .services()
                .inNamespace(Names.POOL_NAMESPACE)
                .withName(Names.BROKER)
                .get());
        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        accept(route().orElseThrow());
        Tenant ready = installation.awaitReady("routed");
        assertThat(Objects.requireNonNull(ready.getStatus().getEndpoints()).getMqtt())
                .isEqualTo("mqtts://routed.mqtt.example.com:8883");
        installation.client.resource(route().orElseThrow()).delete();
        TestInstallation.await("the route is back", this::route);

        installation.client.resource(ready).delete();

        TestInstallation.await("the route is gone", () -> route().isEmpty() ? Optional.of(true) : Optional.empty());
    }

    private Optional<TlsRouteV1> route() {
        return Optional.ofNullable(installation
                .client
                .resources(TlsRouteV1.class)
                .inNamespace(Names.POOL_NAMESPACE)
                .withName("mqtt-routed")
                .get());
    }

    /** As the Gateway's controller would. */
    private void accept(TlsRouteV1 route) {
        String status = """
            {"status":{"parents":[{"controllerName":"test/gateway","parentRef":{"name":"devices"},"conditions":[
              {"type":"Accepted","status":"True","reason":"Accepted","message":"","observedGeneration":%d,
               "lastTransitionTime":"2026-11-01T00:00:00Z"}]}]}}
            """.formatted(route.getMetadata().getGeneration());
        installation.client.resource(route).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    /** As far as the operator needs to know it: the first version is served beside the newest, as clusters do for a while. */
    private static CustomResourceDefinition routes() {
        return Serialization.unmarshal("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: tlsroutes.gateway.networking.k8s.io}
            spec:
              group: gateway.networking.k8s.io
              scope: Namespaced
              names: {kind: TLSRoute, plural: tlsroutes, singular: tlsroute, listKind: TLSRouteList}
              versions:
              - name: v1alpha2
                served: true
                storage: false
                subresources: {status: {}}
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """, CustomResourceDefinition.class);
    }
}
