package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The Pod and PersistentVolumeClaim objects that controllers and kubelet would write for a workload. */
final class PodObjects {

    static final String NODE = "millwright-local";
    static final String HASH_LABEL = "pod-template-hash";
    private static final String REVISION_LABEL = "controller-revision-hash";
    private static final String ADDRESS = "127.0.0.1";

    private PodObjects() {}

    static String hashLabel(Workload workload) {
        return workload.key().kind() == Workload.Kind.DEPLOYMENT ? HASH_LABEL : REVISION_LABEL;
    }

    static Pod pod(Workload workload, String name) {
        var template = workload.template();
        Map<String, String> labels = new HashMap<>();
        Map<String, String> annotations = new HashMap<>();
        if (template.getMetadata() != null) {
            labels.putAll(Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of()));
            annotations.putAll(Objects.requireNonNullElse(template.getMetadata().getAnnotations(), Map.of()));
        }
        labels.put(hashLabel(workload), workload.templateHash());
        if (workload.key().kind() == Workload.Kind.STATEFUL_SET) {
            labels.put("statefulset.kubernetes.io/pod-name", name);
            labels.put("apps.kubernetes.io/pod-index", name.substring(name.lastIndexOf('-') + 1));
        }
        var spec = template.getSpec().toBuilder();
        for (PersistentVolumeClaim claim : workload.claimTemplates()) {
            String volume = claim.getMetadata().getName();
            spec.removeMatchingFromVolumes(existing -> volume.equals(existing.getName()))
                    .addToVolumes(new VolumeBuilder()
                            .withName(volume)
                            .withNewPersistentVolumeClaim()
                            .withClaimName(claimName(volume, name))
                            .endPersistentVolumeClaim()
                            .build());
        }
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(workload.key().namespace())
                .withLabels(labels)
                .withAnnotations(annotations)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1")
                        .withKind(workload.key().kind().kubernetesName())
                        .withName(workload.key().name())
                        .withUid(workload.uid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withSpec(spec.withNodeName(NODE).withHostname(name).build())
                .build();
    }

    /** Claims carry no owner: they outlive the StatefulSet, as on a cluster, and the labels that it selects by. */
    static List<PersistentVolumeClaim> claims(Workload workload, String pod) {
        List<PersistentVolumeClaim> claims = new ArrayList<>();
        for (PersistentVolumeClaim template : workload.claimTemplates()) {
            claims.add(new PersistentVolumeClaimBuilder()
                    .withNewMetadata()
                    .withName(claimName(template.getMetadata().getName(), pod))
                    .withNamespace(workload.key().namespace())
                    .withLabels(template.getMetadata().getLabels())
                    .addToLabels(workload.selector())
                    .withAnnotations(template.getMetadata().getAnnotations())
                    .endMetadata()
                    .withSpec(template.getSpec())
                    .build());
        }
        return claims;
    }

    private static String claimName(String volume, String pod) {
        return volume + "-" + pod;
    }

    static PodStatus status(Pod pod, PodState state, int restarts, Instant now) {
        boolean up = state instanceof PodState.Up;
        boolean ready = state instanceof PodState.Up running && running.ready();
        Instant created = pod.getMetadata().getCreationTimestamp() == null
                ? Instant.EPOCH
                : Instant.parse(pod.getMetadata().getCreationTimestamp());
        var container = pod.getSpec().getContainers().getFirst();
        var containerState = switch (state) {
            case PodState.Up(Instant since, String _) ->
                new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(since.toString())
                        .endRunning()
                        .build();
            case PodState.Waiting(String reason, String message, boolean failed) ->
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message.isEmpty() && !failed ? null : message)
                        .endWaiting()
                        .build();
        };
        return new PodStatusBuilder()
                .withPhase(up ? "Running" : "Pending")
                .withHostIP(ADDRESS)
                .withPodIP(ADDRESS)
                .addNewPodIP(ADDRESS)
                .withStartTime(created.toString())
                .withConditions(
                        condition("PodScheduled", true, pod, now, ""),
                        condition("Initialized", true, pod, now, ""),
                        condition("ContainersReady", ready, pod, now, container.getName()),
                        condition("Ready", ready, pod, now, container.getName()))
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("millwright-local://" + container.getImage())
                        .withContainerID(up ? "jvm://" + ProcessHandle.current().pid() : null)
                        .withReady(ready)
                        .withStarted(up)
                        .withRestartCount(restarts)
                        .withState(containerState)
                        .build())
                .build();
    }

    /** Keeps the time of the last change when the status has not changed. */
    private static PodCondition condition(String type, boolean holds, Pod pod, Instant now, String container) {
        String status = holds ? "True" : "False";
        String since = Stream.ofNullable(pod.getStatus())
                .flatMap(old -> old.getConditions().stream())
                .filter(old -> type.equals(old.getType()) && status.equals(old.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .orElse(now.toString());
        var condition =
                new PodConditionBuilder().withType(type).withStatus(status).withLastTransitionTime(since);
        if (!holds) {
            condition
                    .withReason("ContainersNotReady")
                    .withMessage("containers with unready status: [" + container + "]");
        }
        return condition.build();
    }
}
