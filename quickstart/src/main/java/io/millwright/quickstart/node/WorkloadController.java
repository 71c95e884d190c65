package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.millwright.quickstart.node.WorkloadStatus.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes what runs in this JVM agree with one StatefulSet or Deployment at a time, whatever happened before. */
final class WorkloadController {

    private final Function<Workload.Key, Optional<Workload>> workloads;
    private final List<Image> images;
    private final PodFiles files;
    private final Environment environment;
    private final Cluster cluster;
    private final BiConsumer<Workload.Key, Duration> lookAgain;
    private final Map<Workload.Key, Map<String, PodRunner>> running = new ConcurrentHashMap<>();
    private final Map<Workload.Key, Trouble> told = new ConcurrentHashMap<>();

    WorkloadController(
            Function<Workload.Key, Optional<Workload>> workloads,
            List<Image> images,
            PodFiles files,
            Environment environment,
            Cluster cluster,
            BiConsumer<Workload.Key, Duration> lookAgain) {
        this.workloads = workloads;
        this.images = List.copyOf(images);
        this.files = files;
        this.environment = environment;
        this.cluster = cluster;
        this.lookAgain = lookAgain;
    }

    /** Must not run twice at once for one key. */
    void reconcile(Workload.Key key) throws Exception {
        Optional<Workload> found = workloads.apply(key);
        if (found.isEmpty()) {
            remove(key);
            return;
        }
        Workload workload = found.get();
        Map<String, PodRunner> runners = running.computeIfAbsent(key, _ -> new ConcurrentSkipListMap<>());
        Optional<Trouble> refusal = refusal(workload);
        if (refusal.isPresent()) { // what runs of an earlier, realisable template goes on running
            tell(workload, refusal.get());
            writeStatus(workload, runners.values(), refusal);
            return;
        }
        told.remove(key);
        List<String> names = workload.podNames();
        for (String name : List.copyOf(runners.keySet())) {
            if (!names.contains(name)) {
                stop(runners, name);
            }
        }
        Optional<Duration> pause = Optional.empty();
        for (String name : names) {
            cluster.ensureClaims(workload, name);
            Optional<PodRunner> current =
                    cluster.ensurePod(workload, name).flatMap(pod -> runner(workload, runners, pod));
            if (current.isEmpty()) {
                return; // what has changed brings the next look
            }
            PodRunner runner = current.get();
            Optional<Duration> next = runner.bringUp(() -> writeStatus(workload, runners.values(), Optional.empty()));
            pause = Stream.of(pause, next).flatMap(Optional::stream).min(Duration::compareTo);
        }
        writeStatus(workload, runners.values(), trouble(runners.values()));
        pause.ifPresent(after -> lookAgain.accept(key, after.plusMillis(1)));
    }

    /** A pod object that was replaced takes its container with it; stopping takes long enough to look anew after it. */
    private Optional<PodRunner> runner(Workload workload, Map<String, PodRunner> runners, Pod pod) {
        String name = pod.getMetadata().getName();
        PodRunner existing = runners.get(name);
        if (existing != null) {
            if (existing.pod().getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                return Optional.of(existing);
            }
            runners.remove(name);
            writeStatus(workload, runners.values(), Optional.empty());
            existing.close();
            lookAgain.accept(workload.key(), Duration.ZERO);
            return Optional.empty();
        }
        PodRunner fresh = new PodRunner(
                pod,
                workload.key().name(),
                image(pod.getSpec().getContainers().getFirst().getImage()).orElseThrow(),
                files,
                environment,
                cluster,
                () -> lookAgain.accept(workload.key(), Duration.ZERO));
        runners.put(name, fresh);
        return Optional.of(fresh);
    }

    private Optional<Trouble> refusal(Workload workload) {
        var spec = workload.template().getSpec();
        if (spec.getContainers().size() != 1 || !spec.getInitContainers().isEmpty()) {
            return Optional.of(new Trouble(
                    Trouble.NODE_CANNOT_REALISE,
                    "this node runs pods of exactly one container and no init containers"));
        }
        String reference = String.valueOf(spec.getContainers().getFirst().getImage());
        Optional<Image> image = image(reference);
        if (image.isEmpty()) {
            return Optional.of(new Trouble(
                    Trouble.NODE_CANNOT_REALISE,
                    "this node cannot run image " + reference + "; it has "
                            + images.stream().map(Image::repository).collect(Collectors.joining(", "))));
        }
        int most = image.get().mostReplicas();
        return workload.replicas() <= most
                ? Optional.empty()
                : Optional.of(new Trouble(
                        Trouble.NODE_CANNOT_REALISE,
                        "this node runs at most " + most + " of " + image.get().repository() + ", not "
                                + workload.replicas()));
    }

    private Optional<Image> image(String reference) {
        return images.stream().filter(image -> image.realises(reference)).findFirst();
    }

    private void tell(Workload workload, Trouble trouble) {
        if (!trouble.equals(told.put(workload.key(), trouble))) {
            cluster.event(workload.source(), false, trouble.reason(), trouble.message());
        }
    }

    private void writeStatus(Workload workload, Collection<PodRunner> runners, Optional<Trouble> trouble) {
        int ready = (int) runners.stream().filter(PodRunner::isReady).count();
        cluster.workloadStatus(workload, runners.size(), ready, trouble);
    }

    private static Optional<Trouble> trouble(Collection<PodRunner> runners) {
        return runners.stream()
                .map(PodRunner::trouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void remove(Workload.Key key) throws IOException {
        Map<String, PodRunner> runners = running.remove(key);
        told.remove(key);
        if (runners != null) {
            for (String name : List.copyOf(runners.keySet())) {
                stop(runners, name);
            }
        }
    }

    private void stop(Map<String, PodRunner> runners, String name) throws IOException {
        PodRunner runner = runners.remove(name);
        if (runner != null) {
            runner.close();
            cluster.deletePod(runner.pod());
            files.forget(runner.pod().getMetadata().getNamespace(), name);
        }
    }

    /** The pods that serve now in a namespace. */
    List<PodRunner> serving(String namespace) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .flatMap(entry -> entry.getValue().values().stream())
                .filter(PodRunner::isUp)
                .toList();
    }

    /** Stops every container and leaves all objects as they are, for the next start. */
    void stopAll() {
        List<Thread> stops = running.values().stream()
                .flatMap(runners -> runners.values().stream())
                .map(runner -> Thread.ofVirtual().start(runner::close))
                .toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
