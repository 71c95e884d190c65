package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.millwright.operator.TestCluster;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.plan.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlaysTest {

    private static final Path CRDS = Path.of("../crds");

    @Test
    void every_generated_definition_is_installed() throws IOException {
        try (Stream<Path> files = Files.list(CRDS.resolve("generated"))) {
            assertThat(Files.readAllLines(CRDS.resolve("kustomization.yaml")))
                    .containsAll(files.map(file -> "- generated/" + file.getFileName())
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/dev", "overlays/prod", "examples/pooled-historian", "examples/ingress"})
    void every_pod_passes_the_restricted_standard_and_has_bounds(String directory) {
        for (HasMetadata object : rendered(directory)) {
            pods(object).ifPresent(template -> restricted(template.getSpec()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/dev", "overlays/prod"})
    void both_processes_are_probed_spread_fenced_and_evicted_one_by_one(String directory) {
        Collection<HasMetadata> objects = rendered(directory);
        List<Deployment> deployments = of(Deployment.class, objects).toList();

        assertThat(deployments)
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrder("millwright-operator", Names.CONTROL_PLANE);
        for (Deployment deployment : deployments) {
            PodTemplateSpec pod = deployment.getSpec().getTemplate();
            Container container = pod.getSpec().getContainers().getFirst();
            assertThat(Stream.of(
                            container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                    .doesNotContainNull();
            assertThat(pod.getSpec().getTopologySpreadConstraints()).isNotEmpty();
            Map<String, String> labels = pod.getMetadata().getLabels();
            assertThat(of(PodDisruptionBudget.class, objects))
                    .anyMatch(budget -> budget.getSpec()
                            .getSelector()
                            .getMatchLabels()
                            .equals(deployment.getSpec().getSelector().getMatchLabels()));
            assertThat(of(NetworkPolicy.class, objects))
                    .anyMatch(policy ->
                            !policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
                                    && labels.entrySet()
                                            .containsAll(policy.getSpec()
                                                    .getPodSelector()
                                                    .getMatchLabels()
                                                    .entrySet()));
        }
        assertThat(of(NetworkPolicy.class, objects))
                .anyMatch(policy ->
                        policy.getSpec().getPodSelector().getMatchLabels().isEmpty()
                                && policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")));
    }

    @Test
    void the_namespace_of_keys_is_as_the_operator_would_make_it_and_the_service_as_the_certificate_says() {
        Collection<HasMetadata> objects = rendered("overlays/prod");
        Namespace made = RestrictedNamespace.ofPlatform(Names.PKI_NAMESPACE, "platform", "pki");

        assertThat(of(Namespace.class, objects)
                        .filter(namespace -> namespace.getMetadata().getName().equals(Names.PKI_NAMESPACE))
                        .map(namespace -> namespace.getMetadata().getLabels()))
                .containsExactly(made.getMetadata().getLabels());
        assertThat(of(Service.class, objects))
                .anyMatch(service -> service.getMetadata().getName().equals(Names.CONTROL_PLANE)
                        && service.getMetadata().getNamespace().equals(Names.SYSTEM_NAMESPACE));
    }

    private static void restricted(PodSpec pod) {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .doesNotContain(true);
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
        for (Container container : pod.getContainers()) {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    private static Optional<PodTemplateSpec> pods(HasMetadata object) {
        return switch (object) {
            case Deployment deployment -> Optional.of(deployment.getSpec().getTemplate());
            case StatefulSet set -> Optional.of(set.getSpec().getTemplate());
            default -> Optional.empty();
        };
    }

    private static <R> Stream<R> of(Class<R> type, Collection<HasMetadata> objects) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    private static Collection<HasMetadata> rendered(String directory) {
        return Kubectl.rendered(TestCluster.DEPLOY.resolve(directory));
    }
}
