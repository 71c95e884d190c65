package io.millwright.operator.historian.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.plan.BackupTarget;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code Cluster historian-<incarnation>}. CloudNativePG makes the volumes its Cluster's own, so that deleting the one deletes
 * the others: a finalizer holds a deletion up that is not the operator's.
 */
public final class HistorianCluster implements TenantObject<PostgresCluster> {

    /** Taken off by {@link #release} alone, when a tenant's data is destroyed. */
    public static final String FINALIZER = "millwright.io/historian-data";

    /** Lets a deletion that is under way end: the volumes go with it. Nothing happens to any other object. */
    public static void release(HasMetadata object, KubernetesClient client) {
        if (object instanceof PostgresCluster cluster && cluster.hasFinalizer(FINALIZER)) {
            List<String> others = cluster.getFinalizers().stream()
                    .filter(finalizer -> !finalizer.equals(FINALIZER))
                    .toList();
            client.resource(cluster)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Serialization.asJson(Map.of("metadata", Map.of("finalizers", others))));
        }
    }

    @Override
    public Class<PostgresCluster> type() {
        return PostgresCluster.class;
    }

    @Override
    public Optional<OptionalApi> api() {
        return Optional.of(OptionalApi.CLOUD_NATIVE_PG);
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.historianCluster(plan.incarnation());
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.historianCluster();
    }

    /** It must not be born without the password that the operator knows. */
    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().historianAdministrator() != null;
    }

    @Override
    public PostgresCluster desired(TenantPlan plan) {
        PostgresCluster cluster = new PostgresCluster();
        cluster.setMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN)
                .edit()
                .withFinalizers(FINALIZER)
                // A tenant that continues a deleted one's life finds its cluster asleep.
                .addToAnnotations(Hibernation.ANNOTATION, "off")
                .build());
        Tier.HistorianShape shape = plan.tier().historian();
        cluster.setSpec(new PostgresClusterSpec(
                shape.replicas(),
                plan.installation().historianClusters().image(),
                new PostgresClusterSpec.Bootstrap(
                        new PostgresClusterSpec.Initdb(true, List.of("CREATE EXTENSION IF NOT EXISTS timescaledb"))),
                true,
                new PostgresClusterSpec.Reference(Names.HISTORIAN_ADMIN),
                new PostgresClusterSpec.Postgresql(
                        List.of("timescaledb"), Map.of("timescaledb.telemetry_level", "off"), synchronous(shape)),
                new PostgresClusterSpec.Storage(
                        RestrictedPods.gibibytes(plan.volumes().historianGi()).toString()),
                RestrictedPods.resources(Objects.requireNonNull(shape.size())),
                new PostgresClusterSpec.Affinity(true, "required", "kubernetes.io/hostname"),
                backup(plan)));
        return cluster;
    }

    /** What was acknowledged to a device is on two volumes: losing the primary then loses nothing. */
    private static PostgresClusterSpec.@Nullable Synchronous synchronous(Tier.HistorianShape shape) {
        return shape.replicas() < 2 ? null : new PostgresClusterSpec.Synchronous("any", 1, "required");
    }

    private static PostgresClusterSpec.@Nullable Backup backup(TenantPlan plan) {
        BackupTarget target = plan.installation().historianClusters().backup();
        if (target == null) {
            return null;
        }
        PostgresClusterSpec.Compression gzip = new PostgresClusterSpec.Compression("gzip");
        return new PostgresClusterSpec.Backup(
                new PostgresClusterSpec.BarmanObjectStore(
                        target.destination(),
                        target.endpoint(),
                        plan.tenant() + "-" + plan.incarnation().lower(),
                        target.login() == null
                                ? new PostgresClusterSpec.S3Credentials(true, null, null)
                                : new PostgresClusterSpec.S3Credentials(
                                        null,
                                        new PostgresClusterSpec.SecretKey(
                                                Names.HISTORIAN_BACKUP, HistorianBackupSecret.ACCESS_KEY_ID),
                                        new PostgresClusterSpec.SecretKey(
                                                Names.HISTORIAN_BACKUP, HistorianBackupSecret.SECRET_ACCESS_KEY)),
                        gzip,
                        gzip),
                target.retention());
    }
}
