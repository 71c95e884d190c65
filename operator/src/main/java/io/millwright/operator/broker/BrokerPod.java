package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.tier.Tier;
import java.util.Map;

/** How a HiveMQ CE broker with our extension runs, for one tenant or for the pool. */
public final class BrokerPod {

    /** Annotation of the pod: a changed configuration file restarts the broker, because it is read at start only. */
    public static final String CONFIGURATION = "millwright.io/configuration";

    /** User of the official HiveMQ images. */
    private static final long USER = 10_000;

    /**
     * @param instance tenant or pool
     * @param labels of the pods
     * @param volume name of the claim template
     */
    public record Placement(
            String instance, Map<String, String> labels, String image, String configuration, String volume) {}

    public static StatefulSetSpec spec(Placement placement, int replicas, Tier.Size size, int storageGi) {
        PodSpec pod = new PodSpecBuilder()
                .withServiceAccountName(Names.BROKER)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(60L)
                .withAffinity(apart(placement.instance()))
                .withSecurityContext(RestrictedPods.pod(USER))
                .addNewContainer()
                .withName(Names.BROKER)
                .withImage(placement.image())
                .addNewPort()
                .withName("mqtts")
                .withContainerPort(Names.MQTT_PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withNewPort(Names.MQTT_PORT)
                .endTcpSocket()
                .withPeriodSeconds(5)
                .endReadinessProbe()
                .withResources(RestrictedPods.resources(size))
                .withSecurityContext(RestrictedPods.container())
                .addNewVolumeMount()
                .withName("tls")
                .withMountPath("/opt/hivemq/tls")
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("config")
                .withMountPath("/opt/hivemq/conf/millwright")
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(placement.volume())
                .withMountPath("/opt/hivemq/data")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("log")
                .withMountPath("/opt/hivemq/log")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName(Names.BROKER_TLS)
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("config")
                .withNewConfigMap()
                .withName(Names.BROKER_CONFIG)
                .endConfigMap()
                .endVolume()
                .addToVolumes(RestrictedPods.scratch("log"), RestrictedPods.scratch("tmp"))
                .build();
        StatefulSetSpec spec = new StatefulSetSpecBuilder()
                .withReplicas(replicas)
                .withServiceName(Names.BROKER)
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(placement.instance(), Names.BROKER))
                .endSelector()
                .withVolumeClaimTemplates(claim(placement.volume(), storageGi))
                .build();
        spec.setTemplate(
                RestrictedPods.template(placement.labels(), Map.of(CONFIGURATION, placement.configuration()), pod));
        return spec;
    }

    /** @param volume name of the claim; it is never deleted with its StatefulSet, which is the API's default */
    static PersistentVolumeClaim claim(String volume, int storageGi) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(volume)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", RestrictedPods.gibibytes(storageGi))
                .endResources()
                .endSpec()
                .build();
    }

    /** No two brokers of an instance on one node: losing a node must not lose the broker. */
    static Affinity apart(String instance) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(instance, Names.BROKER))
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    private BrokerPod() {}
}
