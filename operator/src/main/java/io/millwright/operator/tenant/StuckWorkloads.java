package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a workload of the tenant's own does not come to run. The API server is asked for its claim and its pods, whom nobody
 * watches, and only once it could have been running.
 */
final class StuckWorkloads {

    /** A claim is bound and a pod has its node within seconds. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Set<String> NO_IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");

    private static final Set<String> FAILING = Set.of(
            "CrashLoopBackOff",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "StartError");

    private final TenantPlan plan;
    private final Cluster<?> cluster;
    private final Instant now;
    private final Map<String, Verdict> found = new LinkedHashMap<>();

    private StuckWorkloads(TenantPlan plan, Cluster<?> cluster, Instant now) {
        this.plan = plan;
        this.cluster = cluster;
        this.now = now;
    }

    /** By {@code app.kubernetes.io/name}; nothing of those that run or have just been made. */
    static Map<String, Verdict> of(TenantPlan plan, Observation seen, Cluster<?> cluster, Instant now) {
        StuckWorkloads stuck = new StuckWorkloads(plan, cluster, now);
        stuck.look(plan.ownBroker(), StatefulSet.class, Names.BROKER, seen.broker());
        stuck.look(plan.historianServer(), StatefulSet.class, Names.HISTORIAN, seen.historian());
        stuck.look(plan.ownRuntime(), Deployment.class, Names.RUNTIME, seen.runtime());
        stuck.look(plan.ownDashboards(), Deployment.class, Names.GRAFANA, seen.grafana());
        return stuck.found;
    }

    private void look(boolean own, Class<? extends HasMetadata> type, String workload, WorkloadState state) {
        boolean late = own
                && !(state instanceof WorkloadState.Running)
                && cluster.read(type, plan.namespace(), workload)
                        .map(object -> object.getMetadata().getCreationTimestamp())
                        .filter(created -> Instant.parse(created).plus(LATE).isBefore(now))
                        .isPresent();
        if (late) {
            volume(type, workload).or(() -> pod(workload)).ifPresent(why -> found.put(workload, why));
        }
    }

    private Optional<Verdict> volume(Class<? extends HasMetadata> type, String workload) {
        return type == StatefulSet.class
                ? cluster.readThrough(
                                PersistentVolumeClaim.class,
                                plan.namespace(),
                                Names.dataVolume(plan.incarnation()) + "-" + workload + "-0")
                        .flatMap(StuckWorkloads::unbound)
                : Optional.empty();
    }

    private Optional<Verdict> pod(String workload) {
        return cluster
                .client()
                .pods()
                .inNamespace(plan.namespace())
                .withLabels(Labels.selector(plan.tenant(), workload))
                .list()
                .getItems()
                .stream()
                .flatMap(pod -> why(pod).stream())
                .findFirst();
    }

    static Optional<Verdict> unbound(PersistentVolumeClaim claim) {
        String phase = claim.getStatus() == null ? "Pending" : claim.getStatus().getPhase();
        if ("Bound".equals(phase)) {
            return Optional.empty();
        }
        String storageClass = claim.getSpec().getStorageClassName();
        return Optional.of(Verdict.bad(
                "VolumePending",
                "Volume claim %s of namespace %s is not bound: %s; kubectl describe pvc says more."
                        .formatted(
                                claim.getMetadata().getName(),
                                claim.getMetadata().getNamespace(),
                                storageClass == null || storageClass.isEmpty()
                                        ? "it names no storage class and the cluster has no default one"
                                        : "storage class " + storageClass + " is not there or cannot provide it")));
    }

    static Optional<Verdict> why(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        Optional<Verdict> nowhere = pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> unschedulable(pod, condition.getMessage()))
                .findFirst();
        List<ContainerStatus> first = pod.getStatus().getInitContainerStatuses();
        List<ContainerStatus> then = pod.getStatus().getContainerStatuses();
        return nowhere.or(() -> Stream.concat(first.stream(), then.stream())
                .flatMap(container -> why(pod, container).stream())
                .findFirst());
    }

    private static Verdict unschedulable(Pod pod, @Nullable String told) {
        return Verdict.bad(
                "PodUnschedulable",
                "No node takes pod %s of namespace %s: %s"
                        .formatted(
                                pod.getMetadata().getName(),
                                pod.getMetadata().getNamespace(),
                                told == null || told.isBlank() ? "kubectl describe pod says why." : told));
    }

    private static Optional<Verdict> why(Pod pod, ContainerStatus container) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        String reason = waiting == null || waiting.getReason() == null ? "" : waiting.getReason();
        if (NO_IMAGE.contains(reason)) {
            return Optional.of(Verdict.bad(
                    "ImageUnavailable",
                    "Pod %s of namespace %s cannot get image %s (%s); correct it in the operator's settings, or let the cluster reach its registry."
                            .formatted(
                                    pod.getMetadata().getName(),
                                    pod.getMetadata().getNamespace(),
                                    container.getImage(),
                                    reason)));
        }
        return FAILING.contains(reason)
                ? Optional.of(Verdict.bad(
                        "ContainerFailing",
                        "Container %s of pod %s in namespace %s does not keep running (%s); kubectl describe pod and kubectl logs --previous say why."
                                .formatted(
                                        container.getName(),
                                        pod.getMetadata().getName(),
                                        pod.getMetadata().getNamespace(),
                                        reason)))
                : Optional.empty();
    }
}
