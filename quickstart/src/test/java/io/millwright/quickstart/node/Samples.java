package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Objects for tests: defaults, and the one thing that matters as a parameter. */
final class Samples {

    private Samples() {}

    static StatefulSet statefulSet(String image, int replicas) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withName("broker")
                .withNamespace("tenant-acme")
                .withUid("uid-1")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app.kubernetes.io/name", "broker")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app.kubernetes.io/name", "broker")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("broker")
                .withImage(image)
                .addNewPort()
                .withName("mqtts")
                .withContainerPort(8883)
                .endPort()
                .addNewEnv()
                .withName("PASSWORD")
                .withNewValueFrom()
                .withNewSecretKeyRef("password", "login", false)
                .endValueFrom()
                .endEnv()
                .addNewVolumeMount()
                .withName("tls")
                .withMountPath("/tls")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("data-1")
                .withMountPath("/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName("broker-tls")
                .endSecret()
                .endVolume()
                .endSpec()
                .endTemplate()
                .addNewVolumeClaimTemplate()
                .withNewMetadata()
                .withName("data-1")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .endSpec()
                .endVolumeClaimTemplate()
                .endSpec()
                .build();
    }

    static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("tenant-runtime")
                .withNamespace("tenant-acme")
                .withUid("uid-2")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("tenant-runtime")
                .withImage("example/runtime:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Materials that a test can change. */
    static final class Shelf implements Materials {
        final Map<String, Secret> secrets = new HashMap<>();
        final Map<String, ConfigMap> configMaps = new HashMap<>();

        @Override
        public Optional<Secret> secret(String namespace, String name) {
            return Optional.ofNullable(secrets.get(namespace + "/" + name));
        }

        @Override
        public Optional<ConfigMap> configMap(String namespace, String name) {
            return Optional.ofNullable(configMaps.get(namespace + "/" + name));
        }
    }
}
