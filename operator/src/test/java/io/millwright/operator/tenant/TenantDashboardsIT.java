package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantEndpoints;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.operator.dashboards.StubGrafana;
import io.millwright.operator.dashboards.StubGrafana.Mood;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards over the life of tenants, in an installation that has Grafana. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantDashboardsIT {

    private final StubGrafana grafana = new StubGrafana();

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        installation = new TestInstallation(
                directory,
                "millwright.operator.domain=example.com",
                "millwright.operator.ingress.class=nginx",
                "millwright.operator.grafana.gateway.name=public",
                "millwright.operator.grafana.enabled=true",
                "millwright.operator.grafana.pooled[0].name=first",
                "millwright.operator.grafana.pooled[0].url=" + grafana.url(),
                "millwright.operator.grafana.pooled[0].username=" + StubGrafana.USERNAME,
                "millwright.operator.grafana.pooled[0].password=" + StubGrafana.PASSWORD,
                "millwright.operator.grafana.pooled[0].organisations=1");
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
        grafana.close();
        assertThat(grafana.violations()).isEmpty();
    }

    @Test
    void a_grafana_that_fails_degrades_its_tenant_only_and_holds_up_no_data() {
        grafana.is(Mood.HTML);
        installation.apply("pooled", "{tier: starter}");
        installation.apply("own", "{tier: professional}");

        Tenant failing = TestInstallation.await(
                "degraded",
                () -> installation
                        .tenant("pooled")
                        .filter(found ->
                                found.getStatus() != null && found.getStatus().getPhase() == TenantPhase.DEGRADED));
        Tenant own = installation.awaitReady("own");

        assertThat(TestInstallation.condition(failing, "DashboardsReady")
                        .orElseThrow()
                        .getReason())
                .isEqualTo("GrafanaUnsupported");
        for (String condition :
                List.of("NamespaceReady", "PkiReady", "BrokerReady", "HistorianReady", "RuntimeReady")) {
            assertThat(TestInstallation.status(failing, condition))
                    .as(condition)
                    .isEqualTo("True");
        }
        assertThat(dashboards(own)).isEqualTo("https://own.dashboards.example.com/");
        assertThat(found(Deployment.class, "tenant-own")).isTrue();
        assertThat(found(Ingress.class, "tenant-own")).isTrue();

        grafana.is(Mood.UP);
        Tenant healed = installation.awaitReady("pooled");
        assertThat(dashboards(healed)).isEqualTo(grafana.url() + "d/millwright-overview?orgId=2");
        assertThat(grafana.organisations().names()).hasSize(1);
        assertThat(place("pooled")).contains("first");

        installation.apply("toomany", "{tier: starter}");
        installation.awaitReason("toomany", "DashboardsReady", "GrafanaFull");

        grafana.is(Mood.UNAVAILABLE);
        installation.client.resource(healed).delete();
        TestInstallation.await(
                "it runs no more", () -> place("pooled").isEmpty() ? Optional.of(true) : Optional.empty());
        assertThat(installation.tenant("pooled"))
                .as("its organisation is still there")
                .isPresent();
        grafana.is(Mood.UP);
        TestInstallation.await(
                "gone", () -> installation.tenant("pooled").isEmpty() ? Optional.of(true) : Optional.empty());
        assertThat(grafana.organisations().names()).noneMatch(name -> name.startsWith("pooled-"));

        installation.stopOperator();
        installation.client.resource(routes()).serverSideApply();
        installation.startOperator();
        TestInstallation.await(
                "a cluster with routes gets a route",
                () -> found(HTTPRoute.class, "tenant-own") && !found(Ingress.class, "tenant-own")
                        ? Optional.of(true)
                        : Optional.empty());
        installation.awaitReason("own", "DashboardsReady", "DashboardsAddressPending");
        say("False", "NotAllowedByListeners", "the listener takes routes of its own namespace");
        Tenant refused = installation.awaitReason("own", "DashboardsReady", "DashboardsRouteRefused");
        assertThat(TestInstallation.condition(refused, "DashboardsReady")
                        .orElseThrow()
                        .getMessage())
                .contains("Gateway public", "NotAllowedByListeners", "the listener takes routes of its own namespace");
        assertThat(dashboards(refused)).isNull();
        say("True", "Accepted", "");
        assertThat(dashboards(installation.awaitReady("own"))).isEqualTo("https://own.dashboards.example.com/");
        assertThat(installation.awaitReady("toomany")).as("a place became free").isNotNull();
        int writes = grafana.writes().size();

        installation.stopOperator();
        installation.startOperator();
        TestInstallation.await(
                "everybody was looked at",
                () -> installation.watch().waiting() == 0 ? Optional.of(true) : Optional.empty());
        assertThat(installation.writes()).isZero();
        assertThat(grafana.writes()).hasSize(writes);

        installation.client.resource(own).delete();
        TestInstallation.await(
                "gone", () -> installation.tenant("own").isEmpty() ? Optional.of(true) : Optional.empty());
        assertThat(found(Deployment.class, "tenant-own")).isFalse();
        assertThat(found(HTTPRoute.class, "tenant-own")).isFalse();
    }

    /** As the Gateway's controller would. */
    private void say(String accepted, String reason, String message) {
        HTTPRoute route = installation
                .client
                .resources(HTTPRoute.class)
                .inNamespace("tenant-own")
                .withName("grafana")
                .get();
        installation
                .client
                .resource(route)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                    {"status":{"parents":[{"controllerName":"test/gateway","parentRef":{"name":"public"},"conditions":[
                      {"type":"Accepted","status":"%s","reason":"%s","message":"%s","observedGeneration":%d,
                       "lastTransitionTime":"2026-11-01T00:00:00Z"}]}]}}
                    """.formatted(
                                accepted, reason, message, route.getMetadata().getGeneration()));
    }

    /** As far as the operator needs to know it. */
    private static CustomResourceDefinition routes() {
        return Serialization.unmarshal("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: httproutes.gateway.networking.k8s.io}
            spec:
              group: gateway.networking.k8s.io
              scope: Namespaced
              names: {kind: HTTPRoute, plural: httproutes, singular: httproute, listKind: HTTPRouteList}
              versions:
              - name: v1
                served: true
                storage: true
                subresources: {status: {}}
                schema:
                  openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """, CustomResourceDefinition.class);
    }

    private Optional<String> place(String tenant) {
        Namespace namespace =
                installation.client.namespaces().withName("tenant-" + tenant).get();
        return Labels.annotation(namespace, TenantNamespace.POOLED_GRAFANA);
    }

    private boolean found(Class<? extends HasMetadata> type, String namespace) {
        return installation
                        .client
                        .resources(type)
                        .inNamespace(namespace)
                        .withName("grafana")
                        .get()
                != null;
    }

    private static @Nullable String dashboards(Tenant tenant) {
        TenantEndpoints endpoints = tenant.getStatus().getEndpoints();
        return endpoints == null ? null : endpoints.getDashboards();
    }
}
