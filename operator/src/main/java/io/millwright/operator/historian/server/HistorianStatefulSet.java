package io.millwright.operator.historian.server;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** StatefulSet {@code historian}. Its claim carries the incarnation and is never deleted with it, which is the API's default. */
public final class HistorianStatefulSet implements TenantObject<StatefulSet> {

    /** User {@code postgres} of the Alpine images. */
    private static final long USER = 70;

    private static final String DATA = "/var/lib/postgresql/data";

    @Override
    public Class<StatefulSet> type() {
        return StatefulSet.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.HISTORIAN;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.historianServer();
    }

    @Override
    public StatefulSet desired(TenantPlan plan) {
        StatefulSetSpec spec = new StatefulSetSpecBuilder()
                // Never more: several of them would be several databases.
                .withReplicas(1)
                .withServiceName(Names.HISTORIAN)
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.HISTORIAN))
                .endSelector()
                .withVolumeClaimTemplates(claim(plan))
                .build();
        spec.setTemplate(RestrictedPods.template(Labels.ofTenant(plan.tenant(), Names.HISTORIAN), pod(plan)));
        return RestrictedPods.set(Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN), spec);
    }

    private static PodSpec pod(TenantPlan plan) {
        return new PodSpecBuilder()
                .withServiceAccountName(Names.HISTORIAN)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // A fast shutdown writes a checkpoint first; killed before that, the next start replays the log.
                .withTerminationGracePeriodSeconds(120L)
                .withSecurityContext(RestrictedPods.pod(USER))
                .addNewContainer()
                .withName(Names.HISTORIAN)
                .withImage(plan.installation().images().historian())
                .withEnv(
                        login("POSTGRES_USER", Secrets.USERNAME),
                        login("POSTGRES_PASSWORD", Secrets.PASSWORD),
                        value("POSTGRES_DB", "postgres"),
                        // A directory below the mount: a fresh volume's lost+found would stop initdb.
                        value("PGDATA", DATA + "/pgdata"))
                .addNewPort()
                .withName("postgres")
                .withContainerPort(Names.HISTORIAN_PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("pg_isready", "--host=127.0.0.1", "--dbname=postgres")
                .endExec()
                .withPeriodSeconds(5)
                .endReadinessProbe()
                .withResources(RestrictedPods.resources(
                        Objects.requireNonNull(plan.tier().historian().size())))
                .withSecurityContext(RestrictedPods.container())
                .addNewVolumeMount()
                .withName(Names.dataVolume(plan.incarnation()))
                .withMountPath(DATA)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("run")
                .withMountPath("/var/run/postgresql")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .endContainer()
                .addToVolumes(RestrictedPods.scratch("run"), RestrictedPods.scratch("tmp"))
                .build();
    }

    private static PersistentVolumeClaim claim(TenantPlan plan) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(Names.dataVolume(plan.incarnation()))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests(
                        "storage", RestrictedPods.gibibytes(plan.volumes().historianGi()))
                .endResources()
                .endSpec()
                .build();
    }

    private static EnvVar login(String name, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(Names.HISTORIAN_ADMIN)
                .withKey(key)
                .endSecretKeyRef()
                .endValueFrom()
                .build();
    }

    private static EnvVar value(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
