package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pod of every tier is what the restricted pod security standard asks for, and has a read-only root besides. */
class PodSecurityTest {

    @ParameterizedTest
    @ValueSource(strings = {"professional", "enterprise"})
    void every_pod_is_restricted(String tier) {
        TenantPlan plan = Plans.of("""
            metadata:
              name: acme
              uid: 7
              creationTimestamp: "2026-11-01T00:00:00Z"
              annotations: {test/grafana: closed}
            spec: {tier: %s}
            """.formatted(tier));

        List<PodSpec> pods = Contents.OBJECTS.stream()
                .filter(object -> object.wanted(plan) && object.possible(plan))
                .flatMap(object -> pod(object, plan).stream())
                .toList();

        assertThat(pods).hasSizeGreaterThanOrEqualTo(3).allSatisfy(PodSecurityTest::isRestricted);
    }

    private static void isRestricted(PodSpec pod) {
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getVolumes()).allSatisfy(PodSecurityTest::isOfAnAllowedKind);
        assertThat(Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream()))
                .allSatisfy(PodSecurityTest::isRestricted);
    }

    private static void isRestricted(Container container) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(container.getPorts())
                .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }

    private static void isOfAnAllowedKind(Volume volume) {
        assertThat(Stream.of(volume.getConfigMap(), volume.getSecret(), volume.getEmptyDir(), volume.getProjected())
                        .filter(Objects::nonNull))
                .as(volume.getName())
                .hasSize(1);
    }

    private static Optional<PodSpec> pod(TenantObject<?> object, TenantPlan plan) {
        HasMetadata desired = object.desired(plan);
        return switch (desired) {
            case StatefulSet set -> Optional.of(set.getSpec().getTemplate().getSpec());
            case Deployment deployment ->
                Optional.of(deployment.getSpec().getTemplate().getSpec());
            default -> Optional.empty();
        };
    }
}
