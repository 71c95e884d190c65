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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the cluster hold what a plan wants. An object that was as wanted is not rendered and compared again as long as the plan is
 * equal and the server's version of it the same: that is most of what a look at a tenant would cost.
 */
final class Realisation {

    private static final int TOO_MANY_REQUESTS = 429;

    /** The plan last realised, and by place in {@link Contents#OBJECTS} the version in which an object was as it wants. */
    private record Settled(TenantPlan plan, @Nullable String[] versions) {}

    private final TenantNamespace namespace = new TenantNamespace();
    private final Map<String, Settled> settled = new ConcurrentHashMap<>();
    private final PoolDeparture departure;

    Realisation(PoolDeparture departure) {
        this.departure = departure;
    }

    /**
     * Goes on past an object that the API server refuses, so that one refusal holds nothing else up.
     *
     * @return refusals, one sentence per component ({@code app.kubernetes.io/name})
     * @throws KubernetesClientException when the server could not be asked, which is worth a retry of everything
     */
    Map<String, String> realise(TenantPlan plan, Cluster<?> cluster) {
        Map<String, String> refusals = new LinkedHashMap<>();
        // It is also the record of the tenant's place in the pool: nothing is made there before.
        cluster.ensure(Namespace.class, namespace.desired(plan));
        if (!isSettled(plan)) {
            departure.strays(plan, cluster);
        }
        @Nullable String[] versions = versions(plan);
        for (int i = 0; i < versions.length; i++) {
            TenantObject<?> object = Contents.OBJECTS.get(i);
            try {
                versions[i] = realise(object, plan, versions[i], cluster);
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

    /** Of a tenant that is gone. */
    void forget(String tenant) {
        settled.remove(tenant);
    }

    private boolean isSettled(TenantPlan plan) {
        Settled before = settled.get(plan.tenant());
        return before != null && before.plan().equals(plan);
    }

    /** One tenant is looked at by one thread at a time. */
    private @Nullable String[] versions(TenantPlan plan) {
        Settled before = settled.get(plan.tenant());
        if (before != null && isSettled(plan)) {
            return before.versions();
        }
        @Nullable String[] unknown = new @Nullable String[Contents.OBJECTS.size()];
        settled.put(plan.tenant(), new Settled(plan, unknown));
        return unknown;
    }

    /** The version in which the object is as wanted, null if there is none or it is not known to be. */
    private <R extends HasMetadata> @Nullable String realise(
            TenantObject<R> object, TenantPlan plan, @Nullable String asWanted, Cluster<?> cluster) {
        if (object.api()
                .filter(api -> !plan.installation().offers().contains(api))
                .isPresent()) {
            return null;
        }
        boolean clusterScoped = object.type() == Namespace.class;
        Optional<R> actual =
                cluster.read(object.type(), clusterScoped ? null : object.namespace(plan), object.name(plan));
        if (asWanted != null
                && actual.map(Realisation::version).filter(asWanted::equals).isPresent()) {
            return asWanted;
        }
        if (!object.wanted(plan)) {
            actual.filter(found -> isOf(found, plan)).ifPresent(cluster::delete);
            return null;
        }
        if (!object.possible(plan) || actual.filter(Realisation::isLeaving).isPresent()) {
            return null;
        }
        if (actual.filter(found -> isOf(found, plan) && !isOfThisIncarnation(found, plan))
                .isPresent()) {
            // A tombstone's: what it holds on to (claims, selectors) cannot be changed in place.
            cluster.delete(actual.get());
            return null;
        }
        return version(cluster.ensure(object.type(), object.desired(plan)));
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
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
