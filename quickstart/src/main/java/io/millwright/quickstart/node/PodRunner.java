package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the one container of one pod. Used by one thread at a time; {@link #ports} and {@link #isUp} may be asked from any.
 */
final class PodRunner {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A container that served this long has recovered: its next failure starts with the first pause again. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private static final Duration PROBE_READY = Duration.ofSeconds(10);
    private static final Duration PROBE_UNREADY = Duration.ofSeconds(1);

    private final Pod pod;
    private final String workload;
    private final Image image;
    private final PodFiles files;
    private final Environment environment;
    private final Cluster cluster;
    private final Runnable lookAgain;

    private volatile @Nullable Running running;
    private volatile boolean ready;
    private PodState state = PodState.Waiting.creating();
    private PodState published = new PodState.Waiting("", "", false);
    private int restarts;
    private int failures;
    private Instant notBefore = Instant.MIN;

    PodRunner(
            Pod pod,
            String workload,
            Image image,
            PodFiles files,
            Environment environment,
            Cluster cluster,
            Runnable lookAgain) {
        this.pod = pod;
        this.workload = workload;
        this.image = image;
        this.files = files;
        this.environment = environment;
        this.cluster = cluster;
        this.lookAgain = lookAgain;
        this.restarts = earlierRestarts(pod);
    }

    /** A pod that ran before this node started has its container restarted, as after a reboot. */
    private static int earlierRestarts(Pod pod) {
        return pod.getStatus() == null
                ? 0
                : pod.getStatus().getContainerStatuses().stream()
                        .map(status -> status.getRestartCount() + (Boolean.TRUE.equals(status.getStarted()) ? 1 : 0))
                        .findFirst()
                        .orElse(0);
    }

    Pod pod() {
        return pod;
    }

    boolean isUp() {
        return running != null;
    }

    boolean isReady() {
        return ready;
    }

    Map<String, Integer> ports() {
        Running now = running;
        return now == null ? Map.of() : now.ports();
    }

    /** Why it does not run, if that is more than being on its way. */
    Optional<WorkloadStatus.Trouble> trouble() {
        return switch (state) {
            case PodState.Waiting(String reason, String message, boolean failed)
            when failed -> Optional.of(new WorkloadStatus.Trouble(reason, message));
            case PodState.Up(Instant _, String unready)
            when !unready.isEmpty() -> Optional.of(new WorkloadStatus.Trouble("ContainersNotReady", unready));
            case PodState.Waiting _, PodState.Up _ -> Optional.empty();
        };
    }

    /** Brings files up to date and starts what does not run, unless a pause after a failure is on; answers that pause. */
    Optional<Duration> bringUp(Runnable beforeStart) throws Exception {
        noticeEnd();
        Map<String, Path> mounts;
        try {
            PodFiles.Brought brought = files.bring(namespace(), name(), pod.getSpec());
            mounts = brought.mounts();
            Running now = running;
            if (now != null && brought.changed() && !within(now::filesChanged)) {
                cluster.event(pod, true, "Killing", "Restarting: mounted files have changed");
                close();
                restarts++;
            }
        } catch (CannotStart e) {
            if (running != null) {
                return Optional.empty(); // as a kubelet: what was mounted stays
            }
            return failed(e.reason(), e.getMessage());
        } catch (IOException e) {
            return failed("FailedMount", "cannot write the pod's files: " + e.getMessage());
        }
        if (running != null) {
            return probe();
        }
        Duration pause = Duration.between(cluster.now(), notBefore);
        if (notBefore.isAfter(cluster.now())) {
            publish();
            return Optional.of(pause);
        }
        if (failures == 0) {
            state = PodState.Waiting.creating();
        }
        publish();
        beforeStart.run();
        return start(mounts);
    }

    private Optional<Duration> start(Map<String, Path> mounts) throws InterruptedException {
        var container = pod.getSpec().getContainers().getFirst();
        try {
            Container what = new Container(
                    namespace(),
                    workload,
                    name(),
                    container.getImage(),
                    environment.of(namespace(), name(), container.getEnv()),
                    mounts);
            Running started = within(() -> image.start(what));
            running = started;
            state = new PodState.Up(cluster.now(), "starting");
            var _ = started.ended().thenRun(lookAgain);
            cluster.event(pod, true, "Started", "Started container " + container.getName());
            return probe();
        } catch (InterruptedException e) {
            throw e;
        } catch (CannotStart e) {
            return failed(e.reason(), e.getMessage());
        } catch (Exception e) {
            return failed("CrashLoopBackOff", message(e));
        }
    }

    /** As a readiness probe; the answer is when to look again. */
    private Optional<Duration> probe() {
        Running now = running;
        if (now == null || !(state instanceof PodState.Up(Instant since, String _))) {
            return Optional.empty();
        }
        String unready = now.unready().orElse("");
        state = new PodState.Up(since, unready);
        ready = unready.isEmpty();
        publish();
        return Optional.of(ready ? PROBE_READY : PROBE_UNREADY);
    }

    private void noticeEnd() {
        Running now = running;
        if (now == null || !(now.ended() instanceof CompletableFuture<String> ended) || !ended.isDone()) {
            return;
        }
        if (state instanceof PodState.Up(Instant since, String _)
                && Duration.between(since, cluster.now()).compareTo(RECOVERED) > 0) {
            failures = 0;
        }
        String reason = ended.handle((text, failure) -> failure == null ? text : message(failure))
                .join();
        close();
        restarts++;
        var _ = failed("CrashLoopBackOff", reason);
    }

    private Optional<Duration> failed(String reason, @Nullable String message) {
        failures++;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        notBefore = cluster.now().plus(pause);
        PodState.Waiting now = new PodState.Waiting(reason, String.valueOf(message), true);
        if (!now.equals(state)) {
            cluster.event(pod, false, reason, now.message());
            WorkloadLogs.line(files.log(namespace(), name()), reason + ": " + message);
        }
        state = now;
        publish();
        return Optional.of(pause);
    }

    private void publish() {
        if (!state.equals(published)) {
            cluster.podStatus(pod, state, restarts);
            published = state;
        }
    }

    /** Stops the container, if it runs. */
    void close() {
        Running now = running;
        running = null;
        ready = false;
        state = PodState.Waiting.creating();
        if (now == null) {
            return;
        }
        try {
            within(() -> {
                now.close();
                return true;
            });
        } catch (Exception e) {
            WorkloadLogs.line(files.log(namespace(), name()), "stopping failed: " + message(e));
        }
    }

    private <T> T within(Callable<T> work) throws Exception {
        return WorkloadLogs.into(files.log(namespace(), name()), work);
    }

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }

    private String name() {
        return pod.getMetadata().getName();
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
