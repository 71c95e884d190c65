package io.millwright.quickstart.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node writes to the Kubernetes API; every call writes only when something differs. */
final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final Clock clock;

    Cluster(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * The pod of that name that belongs to this workload and template; one that does not is replaced. Empty when the
     * workload itself is gone or was replaced, which its informer may not have heard yet: a pod made for it now would
     * run between two that are wanted.
     */
    Optional<Pod> ensurePod(Workload workload, String name) {
        var pods = client.pods().inNamespace(workload.key().namespace());
        Pod existing = pods.withName(name).get();
        if (existing != null && belongs(existing, workload)) {
            return Optional.of(existing);
        }
        if (!isCurrent(workload, read(workload.key()))) {
            return Optional.empty();
        }
        if (existing != null) {
            deletePod(existing);
        }
        return Optional.of(pods.resource(PodObjects.pod(workload, name)).create());
    }

    private static boolean isCurrent(Workload workload, @Nullable HasMetadata found) {
        return found != null
                && found.getMetadata().getDeletionTimestamp() == null
                && workload.uid().equals(found.getMetadata().getUid());
    }

    private static boolean belongs(Pod pod, Workload workload) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> workload.uid().equals(owner.getUid()))
                && workload.templateHash()
                        .equals(Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                                .get(PodObjects.hashLabel(workload)));
    }

    void deletePod(Pod pod) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(0)
                .delete();
    }

    void ensureClaims(Workload workload, String pod) {
        for (PersistentVolumeClaim claim : PodObjects.claims(workload, pod)) {
            var claims =
                    client.persistentVolumeClaims().inNamespace(workload.key().namespace());
            PersistentVolumeClaim existing =
                    claims.withName(claim.getMetadata().getName()).get();
            if (existing == null) {
                existing = claims.resource(claim).create();
            } else if (existing.getMetadata().getLabels() == null
                    || !existing.getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(workload.selector().entrySet())) {
                // Of an earlier release: whoever looks for a tenant's volumes looks for these.
                claims.withName(claim.getMetadata().getName())
                        .patch(MERGE, CanonicalJson.of(Map.of("metadata", Map.of("labels", workload.selector()))));
            }
            if (existing.getStatus() == null
                    || !"Bound".equals(existing.getStatus().getPhase())) {
                patchStatus(
                        existing,
                        Map.of(
                                "phase",
                                "Bound",
                                "accessModes",
                                existing.getSpec().getAccessModes(),
                                "capacity",
                                Optional.ofNullable(existing.getSpec().getResources())
                                        .flatMap(resources -> Optional.ofNullable(resources.getRequests()))
                                        .orElse(Map.of())));
            }
        }
    }

    void podStatus(Pod pod, PodState state, int restarts) {
        Pod current = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .get();
        if (current == null
                || !Objects.equals(
                        current.getMetadata().getUid(), pod.getMetadata().getUid())) {
            return;
        }
        patchStatus(current, PodObjects.status(current, state, restarts, now()));
    }

    void workloadStatus(Workload workload, int pods, int ready, Optional<WorkloadStatus.Trouble> trouble) {
        HasMetadata current = read(workload.key());
        if (current == null || !isCurrent(workload, current)) {
            return;
        }
        JsonNode status = status(current);
        patchStatus(current, WorkloadStatus.of(workload, status, pods, ready, trouble, now()));
    }

    private @Nullable HasMetadata read(Workload.Key key) {
        return switch (key.kind()) {
            case STATEFUL_SET ->
                client.apps()
                        .statefulSets()
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get();
            case DEPLOYMENT ->
                client.apps()
                        .deployments()
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get();
        };
    }

    /** Merges into the status of the object; one that is gone or replaced meanwhile needs none. */
    void patchStatus(HasMetadata object, Object status) {
        JsonNode wanted = CanonicalJson.tree(status);
        if (WorkloadStatus.says(status(object), wanted)) {
            return;
        }
        try {
            Map<String, String> same = Map.of("uid", object.getMetadata().getUid());
            client.resource(object)
                    .subresource("status")
                    .patch(MERGE, CanonicalJson.of(Map.of("metadata", same, "status", status)));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private static JsonNode status(HasMetadata object) {
        JsonNode status = CanonicalJson.tree(object).path("status");
        return status.isMissingNode() ? MissingNode.getInstance() : status;
    }

    /** Tells about the object in an Event; a lost Event is logged and nothing more. */
    void event(HasMetadata about, boolean normal, String reason, String message) {
        String time = now().toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getMetadata().getName() + ".")
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(normal ? "Normal" : "Warning")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent(PodObjects.NODE)
                .withHost(PodObjects.NODE)
                .endSource()
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debug(
                    "event {} of {} was not written: {}",
                    reason,
                    about.getMetadata().getName(),
                    e.getMessage());
        }
    }
}
