package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.StatusAside;
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
 * equal and nothing but the object's status has changed: that is most of what a look at a tenant would cost.
 */
final class Realisation {

    private static final int TOO_MANY_REQUESTS = 429;

    /** The plan last realised, and how the namespace and, by place in {@link Contents#OBJECTS}, an object was when it was as wanted. */
    private static final class Settled {
        final TenantPlan plan;
        final @Nullable AsWanted[] objects = new @Nullable AsWanted[Contents.OBJECTS.size()];

        @Nullable
        AsWanted namespace;

        /** Whether nothing of the tenant is left where this plan has it no longer. */
        boolean departed;

        Settled(TenantPlan plan) {
            this.plan = plan;
        }
    }

    /**
     * An object as it was.
     *
     * @param whole kept only of a kind whose status moves by itself, and from the next look on the cache's own
     */
    private record AsWanted(String version, @Nullable HasMetadata whole) {

        static AsWanted of(HasMetadata object) {
            return new AsWanted(
                    object.getMetadata().getResourceVersion(), StatusAside.concerns(object) ? object : null);
        }

        boolean still(HasMetadata now) {
            return version.equals(now.getMetadata().getResourceVersion())
                    || whole != null && StatusAside.same(whole, now);
        }
    }

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
        Settled known = known(plan);
        // It is also the record of the tenant's place in the pool: nothing is made there before.
        known.namespace = realise(plan, known.namespace, cluster);
        if (!known.departed) {
            departure.strays(plan, cluster);
            known.departed = true;
        }
        for (int i = 0; i < known.objects.length; i++) {
            TenantObject<?> object = Contents.OBJECTS.get(i);
            try {
                known.objects[i] = realise(object, plan, known.objects[i], cluster);
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

    /** One tenant is looked at by one thread at a time. */
    private Settled known(TenantPlan plan) {
        Settled before = settled.get(plan.tenant());
        if (before != null && before.plan.equals(plan)) {
            return before;
        }
        Settled nothing = new Settled(plan);
        settled.put(plan.tenant(), nothing);
        return nothing;
    }

    /** It is never deleted, whatever life it was of. */
    private AsWanted realise(TenantPlan plan, @Nullable AsWanted before, Cluster<?> cluster) {
        Optional<Namespace> actual = cluster.read(Namespace.class, null, namespace.name(plan));
        return before != null && actual.filter(before::still).isPresent()
                ? before
                : AsWanted.of(cluster.ensure(Namespace.class, namespace.desired(plan)));
    }

    /** The object as it is when it is as wanted, null if there is none or it is not known to be. */
    private <R extends HasMetadata> @Nullable AsWanted realise(
            TenantObject<R> object, TenantPlan plan, @Nullable AsWanted before, Cluster<?> cluster) {
        if (object.api()
                .filter(api -> !plan.installation().offers().contains(api))
                .isPresent()) {
            return null;
        }
        boolean clusterScoped = object.type() == Namespace.class;
        Optional<R> actual =
                cluster.read(object.type(), clusterScoped ? null : object.namespace(plan), object.name(plan));
        if (before != null && actual.filter(before::still).isPresent()) {
            return AsWanted.of(actual.get());
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
        return AsWanted.of(cluster.ensure(object.type(), object.desired(plan)));
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
