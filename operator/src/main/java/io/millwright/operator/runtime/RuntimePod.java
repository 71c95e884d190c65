package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.tier.Tier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How a runtime runs, for one tenant or for all pooled ones: one directory per tenant, hot. */
public final class RuntimePod {

    public static final String DIRECTORY = "/etc/millwright/tenants.d";

    /** Where the runtime finds what it shows to the control plane, and whom it trusts. */
    public static final String TLS = "/etc/millwright/tls";

    private static final String HEALTH = "health";

    /** User of our own image. */
    private static final long USER = 10_001;

    /** @param tenants whose Secrets are mounted, in the order given, which has to be stable */
    public static PodTemplateSpec template(
            Map<String, String> labels, String image, Tier.Size size, Collection<String> tenants) {
        return template(labels, image, size, tenants, RuntimeSecret.KEYS);
    }

    /** @param keys what of each Secret is mounted */
    static PodTemplateSpec template(
            Map<String, String> labels, String image, Tier.Size size, Collection<String> tenants, List<String> keys) {
        PodSpec pod = new PodSpecBuilder()
                .withServiceAccountName(Names.RUNTIME)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withSecurityContext(RestrictedPods.pod(USER))
                .addNewContainer()
                .withName(Names.RUNTIME)
                .withImage(image)
                .addNewPort()
                .withName("https")
                .withContainerPort(Names.RUNTIME_PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName(HEALTH)
                .withContainerPort(Names.RUNTIME_HEALTH_PORT)
                .withProtocol("TCP")
                .endPort()
                .withReadinessProbe(probe("/readyz", 5))
                .withLivenessProbe(probe("/livez", 10))
                .withResources(RestrictedPods.resources(size))
                .withSecurityContext(RestrictedPods.container())
                .addNewVolumeMount()
                .withName("tenants")
                .withMountPath(DIRECTORY)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tls")
                .withMountPath(TLS)
                .withReadOnly(true)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("tenants")
                .withNewProjected()
                .withSources(
                        tenants.stream().map(tenant -> directory(tenant, keys)).toList())
                .endProjected()
                .endVolume()
                .addToVolumes(RestrictedPods.scratch("tmp"))
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName(Names.RUNTIME_TLS)
                .endSecret()
                .endVolume()
                .build();
        return RestrictedPods.template(labels, pod);
    }

    /** Asked on a port of its own, without a certificate: a kubelet has none. */
    private static Probe probe(String path, int period) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(HEALTH)
                .endHttpGet()
                .withPeriodSeconds(period)
                .build();
    }

    private static VolumeProjection directory(String tenant, List<String> keys) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(Names.runtimeSecret(tenant))
                .withItems(items(tenant, keys))
                .endSecret()
                .build();
    }

    private static List<KeyToPath> items(String tenant, List<String> keys) {
        return keys.stream()
                .map(key -> new KeyToPathBuilder()
                        .withKey(key)
                        .withPath(tenant + "/" + key)
                        .build())
                .toList();
    }

    private RuntimePod() {}
}
