package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.millwright.operator.plan.GrafanaChoice;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Map;
import java.util.Objects;

/**
 * Deployment {@code grafana}. Its pods are alike and keep nothing: data source, dashboards and login come from files, the
 * database is a scratch directory. So there is no volume to lose and nothing to share between them.
 */
public final class GrafanaDeployment implements TenantObject<Deployment> {

    /** Annotation of the pod: settings, data source and secrets are read at start only. */
    static final String CONFIGURATION = "millwright.io/configuration";

    /** User of the official image. */
    private static final long USER = 472;

    @Override
    public Class<Deployment> type() {
        return Deployment.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().grafana() != null && plan.material().database() != null;
    }

    @Override
    public Deployment desired(TenantPlan plan) {
        return RestrictedPods.deployment(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA),
                new DeploymentSpecBuilder()
                        .withReplicas(plan.tier().dashboards().replicas())
                        .withNewSelector()
                        .withMatchLabels(Labels.selector(plan.tenant(), Names.GRAFANA))
                        .endSelector()
                        .build(),
                RestrictedPods.template(
                        Labels.ofTenant(plan.tenant(), Names.GRAFANA),
                        Map.of(CONFIGURATION, fingerprint(plan)),
                        pod(plan)));
    }

    private static PodSpec pod(TenantPlan plan) {
        GrafanaChoice grafana = Objects.requireNonNull(plan.installation().grafana());
        return new PodSpecBuilder()
                .withServiceAccountName(Names.GRAFANA)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withSecurityContext(RestrictedPods.pod(USER))
                .addNewContainer()
                .withName(Names.GRAFANA)
                .withImage(grafana.image())
                .addNewPort()
                .withName("http")
                .withContainerPort(Names.GRAFANA_PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/api/health")
                .withNewPort("http")
                .endHttpGet()
                .withPeriodSeconds(5)
                .endReadinessProbe()
                .withNewLivenessProbe()
                .withNewHttpGet()
                .withPath("/api/health")
                .withNewPort("http")
                .endHttpGet()
                .withInitialDelaySeconds(60)
                .withPeriodSeconds(10)
                .withFailureThreshold(6)
                .endLivenessProbe()
                .withResources(RestrictedPods.resources(
                        Objects.requireNonNull(plan.tier().dashboards().size())))
                .withSecurityContext(RestrictedPods.container())
                .withVolumeMounts(
                        file("config", "/etc/grafana/grafana.ini", GrafanaConfiguration.SETTINGS),
                        file(
                                "config",
                                "/etc/grafana/provisioning/datasources/millwright.yaml",
                                GrafanaConfiguration.DATA_SOURCES),
                        file(
                                "config",
                                "/etc/grafana/provisioning/dashboards/millwright.yaml",
                                GrafanaConfiguration.PROVIDERS),
                        directory("dashboards", GrafanaIni.DASHBOARDS, true),
                        directory("secrets", GrafanaIni.SECRETS, true),
                        directory("data", "/var/lib/grafana", false),
                        directory("tmp", "/tmp", false))
                .endContainer()
                .withVolumes(
                        map("config", Names.GRAFANA_CONFIG),
                        map("dashboards", Names.GRAFANA_DASHBOARDS),
                        new VolumeBuilder()
                                .withName("secrets")
                                .withNewSecret()
                                .withSecretName(Names.GRAFANA)
                                .endSecret()
                                .build(),
                        RestrictedPods.scratch("data"),
                        RestrictedPods.scratch("tmp"))
                .build();
    }

    /** Of the secrets a digest of 256 random bits each: it tells that they changed, and nothing of them. */
    private static String fingerprint(TenantPlan plan) {
        StringBuilder all = new StringBuilder();
        GrafanaConfiguration.files(plan)
                .forEach((name, text) ->
                        all.append(name).append('\0').append(text).append('\0'));
        new GrafanaSecret()
                .desired(plan)
                .getData()
                .forEach((name, text) ->
                        all.append(name).append('\0').append(text).append('\0'));
        return Digest.of(all.toString());
    }

    private static VolumeMount file(String volume, String path, String key) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withSubPath(key)
                .withReadOnly(true)
                .build();
    }

    private static VolumeMount directory(String volume, String path, boolean readOnly) {
        VolumeMountBuilder mount = new VolumeMountBuilder().withName(volume).withMountPath(path);
        return readOnly ? mount.withReadOnly(true).build() : mount.build();
    }

    private static Volume map(String volume, String name) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewConfigMap()
                .withName(name)
                .endConfigMap()
                .build();
    }
}
