package io.millwright.operator.historian.cluster;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.util.Optional;

/** Puts a deleted tenant's cluster to sleep: its pods go, its volumes stay, and backups end. */
public final class Hibernation {

    static final String ANNOTATION = "cnpg.io/hibernation";

    /** Nothing happens where the cluster has no CloudNativePG, or the tenant no such historian. */
    public static void begin(String tenant, Incarnation incarnation, Cluster<?> cluster) {
        if (!cluster.knows(PostgresCluster.class)) {
            return;
        }
        String namespace = Names.namespace(tenant);
        String name = Names.historianCluster(incarnation);
        cluster.read(ScheduledBackup.class, namespace, name)
                .filter(Labels::ours)
                .ifPresent(cluster::delete);
        Optional<PostgresCluster> awake = cluster.read(PostgresCluster.class, namespace, name)
                .filter(Labels::ours)
                .filter(found -> Labels.annotation(found, ANNOTATION)
                        .filter("on"::equals)
                        .isEmpty());
        awake.ifPresent(found -> cluster.client()
                .resource(found)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + ANNOTATION + "\":\"on\"}}}"));
    }

    private Hibernation() {}
}
