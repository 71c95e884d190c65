package io.millwright.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.discovery.ApiDiscovery;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What a test leaves in an API server that outlives it: namespaces, and definitions that were not there before. */
final class Leavings {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> PLATFORM = Set.of(Names.PKI_NAMESPACE, TestCluster.NAMESPACE);

    private final KubernetesClient client;
    private final Set<String> definitionsBefore;

    /** @throws IllegalStateException if the server is in use: whoever keeps Tenants there would lose them */
    Leavings(KubernetesClient client) {
        this.client = client;
        definitionsBefore = names(definitions());
        if (hasTenants() && !tenants().isEmpty()) {
            throw new IllegalStateException(
                    "the cluster of -Dkubeconfig has Tenants: tests remove everything of Millwright, give them a"
                            + " cluster of their own");
        }
    }

    /** No operator may run: nobody takes finalizers off but this. */
    void remove() {
        if (hasTenants()) {
            tenants().forEach(this::removeWithFinalizers);
        }
        if (new ApiDiscovery(client).offered().contains(OptionalApi.CLOUD_NATIVE_PG)) {
            client.resources(PostgresCluster.class)
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .forEach(this::removeWithFinalizers);
        }
        gone(client.namespaces().list().getItems().stream()
                .filter(Leavings::isOurs)
                .toList());
        gone(definitions().stream()
                .filter(definition ->
                        !definitionsBefore.contains(definition.getMetadata().getName()))
                .toList());
    }

    private <R extends HasMetadata> void removeWithFinalizers(R object) {
        client.resource(object).edit(found -> {
            found.getMetadata().setFinalizers(List.of());
            return found;
        });
        client.resource(object).delete();
    }

    private void gone(List<? extends HasMetadata> objects) {
        objects.forEach(object -> client.resource(object).delete());
        Awaitility.await("what the test made is gone")
                .atMost(PATIENCE)
                .until(() -> objects.stream()
                        .allMatch(object -> client.resource(object).get() == null));
    }

    private static boolean isOurs(Namespace namespace) {
        String name = namespace.getMetadata().getName();
        return name.startsWith("tenant-") || Names.isPool(name) || PLATFORM.contains(name);
    }

    private boolean hasTenants() {
        return client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("tenants.millwright.io")
                        .get()
                != null;
    }

    private List<Tenant> tenants() {
        return client.resources(Tenant.class).list().getItems();
    }

    private List<CustomResourceDefinition> definitions() {
        return client.apiextensions().v1().customResourceDefinitions().list().getItems();
    }

    private static Set<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).collect(Collectors.toSet());
    }
}
