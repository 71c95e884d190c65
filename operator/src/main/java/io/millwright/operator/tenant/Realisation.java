package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the cluster hold what a plan wants. */
final class Realisation {

    private static final int TOO_MANY_REQUESTS = 429;

    private final TenantNamespace namespace = new TenantNamespace();

    /**
     * Goes on past an object that the API server refuses, so that one refusal holds nothing else up.
     *
     * @return refusals, one sentence per component ({@code app.kubernetes.io/name})
     * @throws KubernetesClientException when the server could not be asked, which is worth a retry of everything
     */
    Map<String, String> realise(TenantPlan plan, Cluster<?> cluster) {
        Map<String, String> refusals = new LinkedHashMap<>();
        cluster.ensure(Namespace.class, namespace.desired(plan));
        for (TenantObject<?> object : Contents.OBJECTS) {
            try {
                realise(object, plan, cluster);
            } catch (KubernetesClientException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
                refusals.putIfAbsent(
                        component(object, plan),
                        "The API server refused %s %s: %s"
                                .formatted(object.type().getSimpleName(), object.name(plan), sentence(e)));
            }
        }
        return refusals;
    }

    private <R extends HasMetadata> void realise(TenantObject<R> object, TenantPlan plan, Cluster<?> cluster) {
        if (object.api()
                .filter(api -> !plan.installation().offers().contains(api))
                .isPresent()) {
            return;
        }
        boolean clusterScoped = object.type() == Namespace.class;
        Optional<R> actual =
                cluster.read(object.type(), clusterScoped ? null : object.namespace(plan), object.name(plan));
        if (!object.wanted(plan)) {
            actual.filter(found -> isOf(found, plan)).ifPresent(cluster::delete);
            return;
        }
        if (!object.possible(plan) || actual.filter(Realisation::isLeaving).isPresent()) {
            return;
        }
        if (actual.filter(found -> isOf(found, plan) && !isOfThisIncarnation(found, plan))
                .isPresent()) {
            // A tombstone's: what it holds on to (claims, selectors) cannot be changed in place.
            cluster.delete(actual.get());
            return;
        }
        cluster.ensure(object.type(), object.desired(plan));
    }

    private static boolean isOf(HasMetadata found, TenantPlan plan) {
        return Labels.tenantOf(found).filter(plan.tenant()::equals).isPresent();
    }

    private static boolean isOfThisIncarnation(HasMetadata found, TenantPlan plan) {
        return Labels.incarnationOf(found)
                .filter(plan.incarnation().ulid()::equals)
                .isPresent();
    }

    private static boolean isLeaving(HasMetadata found) {
        return found.getMetadata().getDeletionTimestamp() != null;
    }

    /** What is not wanted cannot be rendered; that it cannot be deleted is told under the fence. */
    private static <R extends HasMetadata> String component(TenantObject<R> object, TenantPlan plan) {
        if (!object.wanted(plan)) {
            return "network";
        }
        Map<String, String> labels = object.desired(plan).getMetadata().getLabels();
        return labels == null ? "network" : labels.getOrDefault(Labels.NAME, "network");
    }

    private static boolean isRefusal(KubernetesClientException e) {
        return e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
                && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
                && e.getCode() != HttpURLConnection.HTTP_CONFLICT
                && e.getCode() != HttpURLConnection.HTTP_UNAUTHORIZED
                && e.getCode() != TOO_MANY_REQUESTS;
    }

    private static String sentence(KubernetesClientException e) {
        String told = e.getStatus() == null ? null : e.getStatus().getMessage();
        return told == null || told.isBlank() ? "HTTP " + e.getCode() : told;
    }
}
