package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes specs by server-side apply, owning exactly the fields that callers gave, and never by force: what kubectl or a
 * GitOps tool manages stays theirs. All of it may be sent twice.
 */
@Component
public class CustomResources {

    /** Owner of every field the API writes; changing it would orphan all of them. */
    public static final String FIELD_MANAGER = "millwright-control-plane";

    private static final int TRIES = 5;
    private static final long SEEN_WITHIN_NANOS = 1_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 5_000_000L;

    private final KubernetesClient client;
    private final Cluster cluster;

    CustomResources(KubernetesClient client, Cluster cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /**
     * Names a resource.
     *
     * @param namespace null for cluster-scoped ones
     */
    public record Name<R extends HasMetadata>(
            Class<R> type, @Nullable String namespace, String name) {}

    /** Busy if it exists. Two creators at the same moment make one resource, which both see. */
    public <R extends HasMetadata> ClusterAnswer<R> create(Name<R> name, Map<String, Object> spec) {
        return answered(() -> {
            if (resource(name).get() != null) {
                return new ClusterAnswer.Busy<>("The name is taken.");
            }
            try {
                return done(name, apply(name, spec, null));
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return new ClusterAnswer.Busy<>(
                            "The tenant is not provisioned far enough yet; try again when it is Ready.");
                }
                throw e;
            }
        });
    }

    /** Absent if it does not exist; fields of ours that are not given any more are taken back. */
    public <R extends HasMetadata> ClusterAnswer<R> replace(Name<R> name, Map<String, Object> spec, Expected expected) {
        return rewritten(name, expected, _ -> spec);
    }

    /** Absent if it does not exist; what the patch does not name stays as it is. */
    public <R extends HasMetadata> ClusterAnswer<R> patch(
            Name<R> name, Map<String, ? extends @Nullable Object> patch, Expected expected) {
        return rewritten(name, expected, live -> MergePatch.apply(OwnedFields.ofSpec(live, FIELD_MANAGER), patch));
    }

    /** Begins the deletion, or finds that it has begun; Absent if there is nothing to delete. */
    public <R extends HasMetadata> ClusterAnswer<R> delete(Name<R> name, Expected expected) {
        return answered(() -> {
            GenericKubernetesResource live = resource(name).get();
            if (live == null) {
                return new ClusterAnswer.Absent<>();
            }
            if (!expected.fits(live)) {
                return new ClusterAnswer.Outdated<>();
            }
            if (expected.any()) {
                resource(name).delete();
            } else if (!deletedAt(name, live)) {
                return new ClusterAnswer.Outdated<>();
            }
            GenericKubernetesResource left = resource(name).get();
            return new ClusterAnswer.Done<>(typed(name, left == null ? live : left));
        });
    }

    /** Only this revision, which the API server compares; false if it is another by now. */
    private <R extends HasMetadata> boolean deletedAt(Name<R> name, GenericKubernetesResource live) {
        try {
            resource(name)
                    .lockResourceVersion(live.getMetadata().getResourceVersion())
                    .delete();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /** The resource as the API server has it now. */
    public <R extends HasMetadata> Optional<R> read(Name<R> name) {
        return Optional.ofNullable(resource(name).get()).map(found -> typed(name, found));
    }

    private interface Attempt<R> {
        ClusterAnswer<R> make();
    }

    private interface Rewrite {
        Map<String, Object> of(GenericKubernetesResource live);
    }

    /** What is applied follows from what was read, so the apply is only good for exactly that revision. */
    private <R extends HasMetadata> ClusterAnswer<R> rewritten(Name<R> name, Expected expected, Rewrite rewrite) {
        return answered(() -> {
            for (int attempt = 1; ; attempt++) {
                GenericKubernetesResource live = resource(name).get();
                if (live == null) {
                    return new ClusterAnswer.Absent<>();
                }
                if (!expected.fits(live)) {
                    return new ClusterAnswer.Outdated<>();
                }
                if (live.getMetadata().getDeletionTimestamp() != null) {
                    return new ClusterAnswer.Busy<>("It is being deleted.");
                }
                try {
                    return done(
                            name,
                            apply(name, rewrite.of(live), live.getMetadata().getResourceVersion()));
                } catch (KubernetesClientException e) {
                    if (!Refusals.isOutdated(e) || attempt == TRIES) {
                        throw e;
                    }
                }
            }
        });
    }

    private static <R extends HasMetadata> ClusterAnswer<R> answered(Attempt<R> attempt) {
        try {
            return attempt.make();
        } catch (KubernetesClientException e) {
            return Refusals.of(e);
        }
    }

    private <R extends HasMetadata> GenericKubernetesResource apply(
            Name<R> name, Map<String, Object> spec, @Nullable String resourceVersion) {
        GenericKubernetesResource desired = new GenericKubernetesResourceBuilder()
                .withApiVersion(HasMetadata.getApiVersion(name.type()))
                .withKind(HasMetadata.getKind(name.type()))
                .withNewMetadata()
                .withName(name.name())
                .withNamespace(name.namespace())
                .withResourceVersion(resourceVersion)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
        var resources = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(name.type()));
        var scoped = name.namespace() == null ? resources : resources.inNamespace(name.namespace());
        return scoped.resource(desired).fieldManager(FIELD_MANAGER).serverSideApply();
    }

    private <R extends HasMetadata> Resource<GenericKubernetesResource> resource(Name<R> name) {
        var resources = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(name.type()));
        return name.namespace() == null
                ? resources.withName(name.name())
                : resources.inNamespace(name.namespace()).withName(name.name());
    }

    private <R extends HasMetadata> ClusterAnswer<R> done(Name<R> name, GenericKubernetesResource written) {
        R resource = typed(name, written);
        awaitSeen(resource);
        return new ClusterAnswer.Done<>(resource);
    }

    private <R extends HasMetadata> R typed(Name<R> name, GenericKubernetesResource generic) {
        return client.getKubernetesSerialization().convertValue(generic, name.type());
    }

    /** Who writes and then reads here finds what was written: the caches are a moment behind. */
    private void awaitSeen(HasMetadata written) {
        long end = System.nanoTime() + SEEN_WITHIN_NANOS;
        while (!cluster.hasSeen(written)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
