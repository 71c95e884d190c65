package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A StatefulSet or Deployment, as far as this node looks at it. */
record Workload(
        Key key,
        HasMetadata source,
        int replicas,
        PodTemplateSpec template,
        List<PersistentVolumeClaim> claimTemplates) {

    enum Kind {
        STATEFUL_SET("StatefulSet"),
        DEPLOYMENT("Deployment");

        private final String kubernetesName;

        Kind(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        String kubernetesName() {
            return kubernetesName;
        }
    }

    /** Names a workload; the order of its text form is namespace first. */
    record Key(Kind kind, String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + kind.kubernetesName() + "/" + name;
        }
    }

    static Workload of(StatefulSet set) {
        return new Workload(
                new Key(
                        Kind.STATEFUL_SET,
                        set.getMetadata().getNamespace(),
                        set.getMetadata().getName()),
                set,
                Objects.requireNonNullElse(set.getSpec().getReplicas(), 1),
                set.getSpec().getTemplate(),
                List.copyOf(set.getSpec().getVolumeClaimTemplates()));
    }

    static Workload of(Deployment deployment) {
        return new Workload(
                new Key(
                        Kind.DEPLOYMENT,
                        deployment.getMetadata().getNamespace(),
                        deployment.getMetadata().getName()),
                deployment,
                Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
                deployment.getSpec().getTemplate(),
                List.of());
    }

    /** What its pods are found by; claims carry it too. */
    Map<String, String> selector() {
        return source instanceof StatefulSet set
                ? orEmpty(set.getSpec().getSelector())
                : source instanceof Deployment deployment
                        ? orEmpty(deployment.getSpec().getSelector())
                        : Map.of();
    }

    private static Map<String, String> orEmpty(@Nullable LabelSelector selector) {
        return selector == null || selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    }

    long generation() {
        return Objects.requireNonNullElse(source.getMetadata().getGeneration(), 0L);
    }

    String uid() {
        return Objects.requireNonNullElse(source.getMetadata().getUid(), "");
    }

    /** Changes when, and only when, the pod template does. */
    String templateHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(CanonicalJson.of(template).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names its pods have, first to last. */
    List<String> podNames() {
        return IntStream.range(0, replicas).mapToObj(this::podName).toList();
    }

    private String podName(int ordinal) {
        return switch (key.kind()) {
            case STATEFUL_SET -> key.name() + "-" + ordinal;
            case DEPLOYMENT -> key.name() + "-" + templateHash() + (ordinal == 0 ? "" : "-" + ordinal);
        };
    }

    /** Names of the Secrets its pods read, mounted or in the environment. */
    Set<String> secrets() {
        var spec = template.getSpec();
        Stream<String> volumes = spec.getVolumes().stream().flatMap(volume -> {
            if (volume.getSecret() != null) {
                return Stream.of(volume.getSecret().getSecretName());
            }
            return volume.getProjected() == null
                    ? Stream.empty()
                    : volume.getProjected().getSources().stream()
                            .filter(source -> source.getSecret() != null)
                            .map(source -> source.getSecret().getName());
        });
        Stream<String> environment = spec.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName());
        return Stream.concat(volumes, environment).collect(Collectors.toSet());
    }

    /** Names of the ConfigMaps its pods read, mounted or in the environment. */
    Set<String> configMaps() {
        var spec = template.getSpec();
        Stream<String> volumes = spec.getVolumes().stream().flatMap(volume -> {
            if (volume.getConfigMap() != null) {
                return Stream.of(volume.getConfigMap().getName());
            }
            return volume.getProjected() == null
                    ? Stream.empty()
                    : volume.getProjected().getSources().stream()
                            .filter(source -> source.getConfigMap() != null)
                            .map(source -> source.getConfigMap().getName());
        });
        Stream<String> environment = spec.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getConfigMapKeyRef() != null)
                .map(variable -> variable.getValueFrom().getConfigMapKeyRef().getName());
        return Stream.concat(volumes, environment).collect(Collectors.toSet());
    }
}
