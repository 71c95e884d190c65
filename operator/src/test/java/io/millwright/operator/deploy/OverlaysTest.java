package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.millwright.operator.TestCluster;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.plan.BackupSettings;
import io.millwright.operator.plan.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
    void both_processes_are_probed_end_without_memory_and_are_spread_fenced_and_evicted_one_by_one(String directory) {
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
            assertThat(container.getEnv())
                    .as("out of memory in one thread, the rest would live on and say that all is well")
                    .anyMatch(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS")
                            && variable.getValue().contains("-XX:+ExitOnOutOfMemoryError"));
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

    /** What an older server does not know it refuses, or {@code kubectl apply} does for it. */
    @Test
    void nothing_is_left_that_a_server_of_1_29_does_not_serve() throws IOException {
        Path old = Files.createDirectories(Path.of("target/overlay-1.29"));
        Files.writeString(old.resolve("kustomization.yaml"), """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [../../deploy/overlays/prod]
            components: [../../deploy/components/kubernetes-1.29]
            """);

        Collection<HasMetadata> objects = Kubectl.rendered(old);

        assertThat(objects).hasSize(rendered("overlays/prod").size() - 4);
        assertThat(objects)
                .extracting(HasMetadata::getApiVersion)
                .containsOnly(
                        "v1",
                        "apps/v1",
                        "policy/v1",
                        "networking.k8s.io/v1",
                        "rbac.authorization.k8s.io/v1",
                        "apiextensions.k8s.io/v1");
        assertThat(of(CustomResourceDefinition.class, objects))
                .hasSize(3)
                .allSatisfy(definition -> assertThat(definition.getSpec().getVersions())
                        .allMatch(version -> version.getSelectableFields().isEmpty()));
    }

    /** A name that the operator does not know would be ignored without a word. */
    @Test
    void keys_of_the_object_storage_reach_the_operator_from_a_secret() {
        Map<String, Object> environment = of(Deployment.class, rendered("overlays/prod"))
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null
                        && "historian-backup"
                                .equals(variable.getValueFrom()
                                        .getSecretKeyRef()
                                        .getName()))
                .collect(Collectors.toMap(
                        EnvVar::getName,
                        variable -> variable.getValueFrom().getSecretKeyRef().getKey()));
        StandardEnvironment deployed = new StandardEnvironment();
        deployed.getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", environment));

        BackupSettings settings = Binder.get(deployed).bindOrCreate("millwright.operator.backup", BackupSettings.class);

        assertThat(settings.accessKeyId()).isEqualTo("access-key-id");
        assertThat(settings.secretAccessKey()).isEqualTo("secret-access-key");
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
