package io.millwright.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as one reconciliation sees it. Reads come from informer caches, which know the operator's own last writes
 * and may lag behind everybody else's; a write happens only if the object differs in a field that is ours.
 */
public final class Cluster<P extends HasMetadata> {

    private final Context<P> context;
    private final WriteCounter writes;

    public Cluster(Context<P> context, WriteCounter writes) {
        this.context = context;
        this.writes = writes;
    }

    /** @param namespace null for cluster-scoped objects */
    public <R extends HasMetadata> Optional<R> read(Class<R> type, @Nullable String namespace, String name) {
        return source(type).get(new ResourceID(name, namespace));
    }

    /** Everything of a kind that is cached: of namespaces all, of other kinds what is ours. */
    public <R extends HasMetadata> Stream<R> list(Class<R> type) {
        return source(type).list();
    }

    /** Whether there is an informer for it: there is none for a resource of an API that the cluster does not have. */
    public boolean knows(Class<? extends HasMetadata> type) {
        return context.eventSourceRetriever().getEventSourcesFor(type).stream()
                .anyMatch(InformerEventSource.class::isInstance);
    }

    /** Asks the API server itself, for decisions that must not be taken on a cache that lags. */
    public <R extends HasMetadata> Optional<R> readThrough(Class<R> type, String namespace, String name) {
        return Optional.ofNullable(context.getClient()
                .resources(type)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The object as it now is: unchanged if every field of ours already says so, else applied and forced. */
    public <R extends HasMetadata> R ensure(Class<R> type, R desired) {
        InformerEventSource<R, P> source = source(type);
        Optional<R> actual = source.get(ResourceID.fromResource(desired));
        if (actual.isPresent() && matches(actual.get(), desired)) {
            return actual.get();
        }
        writes.applied(type);
        return context.resourceOperations().serverSideApply(desired, source);
    }

    /** Creates and never overwrites; the existing object if somebody was first. */
    public <R extends HasMetadata> R createOnce(Class<R> type, R desired) {
        try {
            writes.applied(type);
            return context.resourceOperations()
                    .resourcePatch(
                            desired,
                            fresh -> context.getClient().resource(fresh).create(),
                            source(type));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            String namespace = desired.getMetadata().getNamespace();
            return readThrough(type, namespace, desired.getMetadata().getName()).orElseThrow(() -> e);
        }
    }

    /** For where the framework takes no status, which is while the resource is on its way out. */
    public void applyStatus(P patch) {
        context.resourceOperations().serverSideApplyPrimaryStatus(patch);
    }

    /** Nothing happens if it is gone already. Volumes of a StatefulSet stay, which is the API's default. */
    public void delete(HasMetadata object) {
        writes.deleted(object.getClass());
        context.getClient().resource(object).delete();
    }

    public KubernetesClient client() {
        return context.getClient();
    }

    private <R extends HasMetadata> boolean matches(R actual, R desired) {
        return SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, desired, context);
    }

    private <R extends HasMetadata> InformerEventSource<R, P> source(Class<R> type) {
        EventSource<R, P> source = context.eventSourceRetriever().getEventSourceFor(type);
        if (source instanceof InformerEventSource<R, P> informer) {
            return informer;
        }
        throw new IllegalStateException("no informer for " + type.getSimpleName());
    }
}
