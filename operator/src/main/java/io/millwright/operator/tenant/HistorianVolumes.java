package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.historian.cluster.HistorianCluster;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the volumes of an own historian follow a raised limit. The template of a set cannot change, so its claim is asked to grow;
 * CloudNativePG grows the claims of its Cluster. Nothing is ever made smaller.
 */
final class HistorianVolumes {

    /** @return why the volumes are not as large as the limit says; empty if they are, or are about to be */
    static Optional<String> grow(TenantPlan plan, Cluster<?> cluster) {
        int asked = plan.choice().limits().storageGi();
        int made = plan.volumes().historianGi();
        if (!plan.ownHistorian() || asked == made) {
            return Optional.empty();
        }
        if (asked < made) {
            return Optional.of(tooLarge(asked, RestrictedPods.gibibytes(made)));
        }
        List<PersistentVolumeClaim> claims = claims(plan, cluster.client());
        Quantity wanted = RestrictedPods.gibibytes(asked);
        Optional<PersistentVolumeClaim> larger =
                claims.stream().filter(claim -> compare(claim, wanted) > 0).findFirst();
        if (larger.isPresent()) {
            return Optional.of(tooLarge(asked, size(larger.get())));
        }
        List<PersistentVolumeClaim> smaller =
                claims.stream().filter(claim -> compare(claim, wanted) < 0).toList();
        for (PersistentVolumeClaim claim : smaller) {
            Optional<String> obstacle = obstacle(claim, asked, cluster.client());
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return plan.historianCluster()
                ? growCluster(plan.growing(asked), cluster)
                : growClaims(smaller, wanted, cluster.client());
    }

    private static Optional<String> growCluster(TenantPlan larger, Cluster<?> cluster) {
        HistorianCluster object = new HistorianCluster();
        if (object.possible(larger) && larger.installation().offers().contains(OptionalApi.CLOUD_NATIVE_PG)) {
            cluster.ensure(PostgresCluster.class, object.desired(larger));
        }
        return Optional.empty();
    }

    private static Optional<String> growClaims(
            List<PersistentVolumeClaim> claims, Quantity wanted, KubernetesClient client) {
        for (PersistentVolumeClaim claim : claims) {
            try {
                client.resource(claim)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"" + wanted + "\"}}}}");
            } catch (KubernetesClientException e) {
                if (e.getCode() < 400 || e.getCode() >= 500) {
                    throw e;
                }
                return Optional.of("Its volume stays at %s: the API server refused to grow it to %s: %s."
                        .formatted(size(claim), wanted, sentence(e)));
            }
        }
        return Optional.empty();
    }

    private static List<PersistentVolumeClaim> claims(TenantPlan plan, KubernetesClient client) {
        if (plan.historianCluster()) {
            return client.persistentVolumeClaims()
                    .inNamespace(plan.namespace())
                    .withLabel("cnpg.io/cluster", Names.historianCluster(plan.incarnation()))
                    .list()
                    .getItems();
        }
        PersistentVolumeClaim claim = client.persistentVolumeClaims()
                .inNamespace(plan.namespace())
                .withName(Names.dataVolume(plan.incarnation()) + "-" + Names.HISTORIAN + "-0")
                .get();
        return claim == null ? List.of() : List.of(claim);
    }

    private static Optional<String> obstacle(PersistentVolumeClaim claim, int asked, KubernetesClient client) {
        @Nullable String name = claim.getSpec().getStorageClassName();
        if (name == null || name.isEmpty()) {
            return Optional.of(
                    "Its volume stays at %s although spec.limits.storageGi is %d: it has no StorageClass that could grow it; set the limit back, or move the data to a larger volume by hand."
                            .formatted(size(claim), asked));
        }
        StorageClass kind =
                client.storage().v1().storageClasses().withName(name).get();
        return kind != null && Objects.equals(kind.getAllowVolumeExpansion(), true)
                ? Optional.empty()
                : Optional.of(
                        "Its volume stays at %s although spec.limits.storageGi is %d: StorageClass %s does not allow expansion; set allowVolumeExpansion there if its driver can, or set the limit back."
                                .formatted(size(claim), asked, name));
    }

    private static String tooLarge(int asked, Quantity size) {
        return "Its volume stays at %s although spec.limits.storageGi is %d: a volume is never made smaller."
                .formatted(size, asked);
    }

    private static int compare(PersistentVolumeClaim claim, Quantity wanted) {
        return size(claim).getNumericalAmount().compareTo(wanted.getNumericalAmount());
    }

    private static Quantity size(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().getOrDefault("storage", new Quantity("0"));
    }

    private static String sentence(KubernetesClientException e) {
        String told = e.getStatus() == null ? null : e.getStatus().getMessage();
        return told == null || told.isBlank() ? "HTTP " + e.getCode() : told;
    }

    private HistorianVolumes() {}
}
