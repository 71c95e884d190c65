package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;
import java.util.Objects;

/**
 * How EMQX runs as a tenant's own broker. Its root is read-only: it writes to its data (a volume), its log directory and
 * {@code /tmp}; the configuration is mounted over the image's own.
 */
public final class EmqxPod {

    /** User of the official image. */
    private static final long USER = 1_000;

    public static StatefulSetSpec spec(TenantPlan plan) {
        Tier.BrokerShape shape = plan.tier().broker();
        String volume = Names.dataVolume(plan.incarnation());
        return new StatefulSetSpecBuilder()
                .withReplicas(shape.replicas())
                .withServiceName(Names.BROKER_NODES)
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.BROKER))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.ofTenant(plan.tenant(), Names.BROKER))
                .addToAnnotations(BrokerPod.CONFIGURATION, BrokerProperties.fingerprint(EmqxConfiguration.of(plan)))
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(Names.BROKER)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(60L)
                .withAffinity(BrokerPod.apart(plan.tenant()))
                .withSecurityContext(RestrictedPods.pod(USER))
                .addNewContainer()
                .withName(Names.BROKER)
                .withImage(plan.installation().images().emqx())
                .withEnv(
                        field("POD_NAME", "metadata.name"),
                        value("EMQX_NODE__NAME", "emqx@$(POD_NAME)." + EmqxConfiguration.nodes(plan.namespace())),
                        secret("EMQX_NODE__COOKIE", EmqxAdminSecret.COOKIE),
                        secret("EMQX_DASHBOARD__DEFAULT_PASSWORD", EmqxAdminSecret.DASHBOARD))
                .addNewPort()
                .withName("mqtts")
                .withContainerPort(Names.MQTT_PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("admin")
                .withContainerPort(Names.BROKER_ADMIN_PORT)
                .withProtocol("TCP")
                .endPort()
                .withStartupProbe(probe(5, 60))
                .withReadinessProbe(probe(5, 3))
                .withLivenessProbe(probe(20, 6))
                .withResources(RestrictedPods.resources(Objects.requireNonNull(shape.size())))
                .withSecurityContext(RestrictedPods.container())
                .withVolumeMounts(
                        mounted("tls", EmqxConfiguration.TLS),
                        mounted("client", EmqxConfiguration.CLIENT),
                        mounted("admin", EmqxConfiguration.ADMIN),
                        new VolumeMountBuilder(mounted("config", "/opt/emqx/etc/" + EmqxConfiguration.KEY))
                                .withSubPath(EmqxConfiguration.KEY)
                                .build(),
                        writable(volume, "/opt/emqx/data"),
                        writable("log", "/opt/emqx/log"),
                        writable("tmp", "/tmp"))
                .endContainer()
                .withVolumes(
                        fromSecret("tls", Names.BROKER_TLS),
                        fromSecret("client", Names.BROKER_CLIENT),
                        fromSecret("admin", Names.BROKER_ADMIN),
                        new VolumeBuilder()
                                .withName("config")
                                .withNewConfigMap()
                                .withName(Names.BROKER_CONFIG)
                                .endConfigMap()
                                .build(),
                        RestrictedPods.scratch("log"),
                        RestrictedPods.scratch("tmp"))
                .endSpec()
                .endTemplate()
                .withVolumeClaimTemplates(BrokerPod.claim(volume, plan.volumes().brokerGi()))
                .build();
    }

    /** Needs no password and says whether the application runs; a kubelet does not look at the certificate. */
    private static Probe probe(int period, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/status")
                .withNewPort("admin")
                .withScheme("HTTPS")
                .endHttpGet()
                .withPeriodSeconds(period)
                .withFailureThreshold(failures)
                .build();
    }

    private static EnvVar value(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", path)
                .endValueFrom()
                .build();
    }

    private static EnvVar secret(String name, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, Names.BROKER_ADMIN, null)
                .endValueFrom()
                .build();
    }

    private static VolumeMount mounted(String volume, String path) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }

    private static VolumeMount writable(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    private static Volume fromSecret(String volume, String secret) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build();
    }

    private EmqxPod() {}
}
