package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The definition of Tenants is taken away with every Tenant, and comes back. */
class DefinitionRemovedIT {

    private static final String DEFINITION = "tenants.millwright.io";

    @Test
    void nothing_is_lost_or_restarted_when_the_definition_goes_and_comes_back(@TempDir Path directory)
            throws Exception {
        try (TestInstallation installation = new TestInstallation(directory)) {
            installation.apply("own", "{tier: professional}");
            installation.apply("small", "{tier: starter, deletionPolicy: Delete}");
            List<Tenant> before = List.of(installation.awaitReady("own"), installation.awaitReady("small"));
            Map<String, String> running = running(installation);
            String authorities = authorities(installation);

            installation
                    .client
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(DEFINITION)
                    .delete();
            TestInstallation.await(
                    "the definition is gone", () -> definition(installation) ? Optional.empty() : Optional.of(true));

            assertThat(running(installation)).isEqualTo(running);
            assertThat(annotations(installation, "own")).containsKey(Continuation.NEXT);

            installation.define();
            TestInstallation.await("served", () -> served(installation));
            installation.apply("own", "{tier: professional}");
            installation.apply("small", "{tier: starter, deletionPolicy: Delete}");
            Tenant own = installation.awaitReady("own");
            Tenant small = installation.awaitReady("small");

            assertThat(own.getMetadata().getUid())
                    .isNotEqualTo(before.getFirst().getMetadata().getUid());
            assertThat(own.getStatus().getIncarnation())
                    .isEqualTo(before.getFirst().getStatus().getIncarnation());
            assertThat(small.getStatus().getIncarnation())
                    .isEqualTo(before.getLast().getStatus().getIncarnation());
            assertThat(running(installation))
                    .as("same objects, same generation")
                    .isEqualTo(running);
            assertThat(authorities(installation))
                    .as("whose certificates the pool takes")
                    .isEqualTo(authorities);
            assertThat(annotations(installation, "own"))
                    .containsEntry(Continuation.BY, own.getMetadata().getUid())
                    .doesNotContainKey(Continuation.NEXT);

            installation.client.resource(own).delete();
            TestInstallation.await(
                    "gone", () -> installation.tenant("own").isEmpty() ? Optional.of(true) : Optional.empty());
            installation.apply("own", "{tier: professional}");
            assertThat(installation.awaitReady("own").getStatus().getIncarnation())
                    .as("the Tenant after the one that continued is new")
                    .isNotEqualTo(own.getStatus().getIncarnation());
        }
    }

    /** Workloads and CAs by name: their uid and generation. */
    private static Map<String, String> running(TestInstallation installation) {
        Map<String, String> found = new TreeMap<>();
        Stream.<List<? extends HasMetadata>>of(
                        installation
                                .client
                                .apps()
                                .statefulSets()
                                .inAnyNamespace()
                                .list()
                                .getItems(),
                        installation
                                .client
                                .apps()
                                .deployments()
                                .inAnyNamespace()
                                .list()
                                .getItems(),
                        installation
                                .client
                                .secrets()
                                .inNamespace(Names.PKI_NAMESPACE)
                                .withLabel(Labels.TENANT)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .forEach(object -> found.put(
                        object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                                + object.getMetadata().getName(),
                        object.getMetadata().getUid() + "/"
                                + object.getMetadata().getGeneration()));
        return found;
    }

    private static String authorities(TestInstallation installation) {
        return Objects.requireNonNull(installation
                .client
                .configMaps()
                .inNamespace(Names.POOL_NAMESPACE)
                .withName(Names.BROKER_CONFIG)
                .get()
                .getData()
                .get(BrokerAuthorities.KEY));
    }

    private static Map<String, String> annotations(TestInstallation installation, String tenant) {
        return installation
                .client
                .namespaces()
                .withName("tenant-" + tenant)
                .get()
                .getMetadata()
                .getAnnotations();
    }

    private static boolean definition(TestInstallation installation) {
        return installation
                        .client
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(DEFINITION)
                        .get()
                != null;
    }

    private static Optional<Boolean> served(TestInstallation installation) {
        return installation
                        .client
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(DEFINITION)
                        .get()
                        .getStatus()
                        .getConditions()
                        .stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"))
                ? Optional.of(true)
                : Optional.empty();
    }
}
