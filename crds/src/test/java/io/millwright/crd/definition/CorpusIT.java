package io.millwright.crd.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Protocol;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks an API server about every file of the corpus and about the samples. */
class CorpusIT {

    private static final String NAMESPACE = "corpus";

    private static EmbeddedKubernetes kubernetes;
    private static KubernetesClient client;

    static List<Corpus.Case> cases() {
        return Corpus.cases();
    }

    @BeforeAll
    static void start(@TempDir Path directory) {
        kubernetes = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
        Path kubeconfig = directory.resolve("kubeconfig");
        kubernetes.writeKubeconfig(kubeconfig);
        Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withHttp2Disable(true)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
        Definitions.yaml().forEach(CorpusIT::install);
        namespace(NAMESPACE);
        namespace("tenant-acme");
    }

    @AfterAll
    static void stop() {
        client.close();
        kubernetes.close();
    }

    @AfterEach
    void nothing_is_left_for_the_next_file() {
        for (String kind : List.of("Tenant", "Site", "DeviceFleet")) {
            client.genericKubernetesResources("millwright.io/v1alpha1", kind)
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .forEach(object -> client.resource(object).delete());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_api_server_answers_as_the_file_says(Corpus.Case file) {
        List<GenericKubernetesResource> documents = file.documents();
        documents.subList(0, documents.size() - 1).forEach(CorpusIT::write);

        if (file.refusal().isEmpty()) {
            write(documents.getLast());
        } else {
            KubernetesClientException refusal =
                    catchThrowableOfType(KubernetesClientException.class, () -> write(documents.getLast()));

            assertThat(refusal).as("accepted").isNotNull();
            assertThat(refusal.getCode()).isEqualTo(422);
            assertThat(refusal).hasMessageContaining(file.refusal().get());
        }
    }

    @Test
    void the_samples_are_accepted_as_kubectl_would_apply_them() throws Exception {
        for (String sample : List.of("tenant.yaml", "site-and-fleets.yaml")) {
            for (String document : Files.readString(Path.of("samples", sample)).split("(?m)^---$")) {
                client.resource(Serialization.unmarshal(document, GenericKubernetesResource.class))
                        .fieldManager("kubectl")
                        .serverSideApply();
            }
        }

        List<DeviceFleet> fleets = client.resources(DeviceFleet.class)
                .inNamespace("tenant-acme")
                .list()
                .getItems();
        assertThat(fleets)
                .extracting(fleet -> fleet.getSpec().getConnections().getFirst().getProtocol())
                .containsExactlyInAnyOrder(Protocol.MODBUS_TCP, Protocol.OPCUA);
    }

    @Test
    void what_is_left_out_is_given_by_default() {
        GenericKubernetesResource smallest = Corpus.cases().stream()
                .filter(file -> file.name().equals("devicefleet/valid-smallest.yaml"))
                .findFirst()
                .orElseThrow()
                .documents()
                .getFirst();

        GenericKubernetesResource stored = write(smallest);

        assertThat(stored.<String>get("spec", "enrollment", "mode")).isEqualTo("ClaimCode");
        assertThat(stored.<String>get("spec", "certificate", "lifetime")).isEqualTo("30d");
        assertThat(stored.<List<Integer>>get("spec", "rollout", "steps")).containsExactly(5, 25, 100);
    }

    private static void install(String definition) {
        client.resource(client.resource(Serialization.unmarshal(definition, CustomResourceDefinition.class))
                        .create())
                .waitUntilCondition(
                        installed -> installed != null
                                && installed.getStatus() != null
                                && installed.getStatus().getConditions() != null
                                && installed.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        10,
                        TimeUnit.SECONDS);
    }

    private static GenericKubernetesResource write(GenericKubernetesResource document) {
        GenericKubernetesResource present = client.resource(document).get();
        if (present == null) {
            return client.resource(document).create();
        }
        document.getMetadata().setResourceVersion(present.getMetadata().getResourceVersion());
        return client.resource(document).update();
    }

    private static void namespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }
}
