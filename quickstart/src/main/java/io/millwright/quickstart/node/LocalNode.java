package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Watches the operator's StatefulSets, Deployments and Services in all namespaces and realises them in this JVM. Level-triggered: a
 * missed event costs nothing, because each look compares everything.
 */
public final class LocalNode implements AutoCloseable {

    /**
     * What the operator emits, as its labels say. Anybody may put other objects into the API; without a real node they
     * stay what they are there, and nothing writes their status.
     */
    private static final Map<String, String> OURS = Map.of("app.kubernetes.io/managed-by", "millwright-operator");

    private record ServiceKey(String namespace, String name) {}

    private record ClaimKey(String namespace, String name) {}

    private static final Duration CLAIM_IN_USE = Duration.ofSeconds(1);

    private final SharedIndexInformer<Secret> secrets;
    private final SharedIndexInformer<ConfigMap> configMaps;
    private final SharedIndexInformer<StatefulSet> statefulSets;
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<PersistentVolumeClaim> claims;
    private final KeyedQueue<Workload.Key> workloadQueue;
    private final KeyedQueue<ServiceKey> serviceQueue;
    private final KeyedQueue<ClaimKey> claimQueue;
    private final WorkloadController workloads;
    private final ServiceController balancer;
    private final PodFiles files;

    private LocalNode(KubernetesClient client, Path directory, List<Image> images, Clock clock) {
        WorkloadLogs.install();
        Cluster cluster = new Cluster(client, clock);
        secrets = client.secrets().inAnyNamespace().runnableInformer(0);
        configMaps = client.configMaps().inAnyNamespace().runnableInformer(0);
        statefulSets =
                client.apps().statefulSets().inAnyNamespace().withLabels(OURS).runnableInformer(0);
        deployments =
                client.apps().deployments().inAnyNamespace().withLabels(OURS).runnableInformer(0);
        services = client.services().inAnyNamespace().withLabels(OURS).runnableInformer(0);
        pods = client.pods().inAnyNamespace().runnableInformer(0);
        claims = client.persistentVolumeClaims().inAnyNamespace().runnableInformer(0);
        Materials materials = new Materials() {
            @Override
            public Optional<Secret> secret(String namespace, String name) {
                return Optional.ofNullable(secrets.getStore().getByKey(namespace + "/" + name));
            }

            @Override
            public Optional<ConfigMap> configMap(String namespace, String name) {
                return Optional.ofNullable(configMaps.getStore().getByKey(namespace + "/" + name));
            }
        };
        files = new PodFiles(directory, new VolumeContents(materials));
        workloadQueue = new KeyedQueue<>("workloads", this::reconcile);
        workloads = new WorkloadController(
                this::workload, images, files, new Environment(materials), cluster, workloadQueue::addAfter);
        balancer = new ServiceController(workloads, cluster);
        serviceQueue = new KeyedQueue<>(
                "services",
                key -> Optional.ofNullable(services.getStore().getByKey(key.namespace() + "/" + key.name()))
                        .ifPresent(balancer::reconcile));
        claimQueue = new KeyedQueue<>("claims", this::forgetIfGone);
    }

    /** Starts watching; workloads that already exist are started in the background. */
    public static LocalNode start(KubernetesClient client, Path directory, List<Image> images, Clock clock) {
        LocalNode node = new LocalNode(client, directory, images, clock);
        node.watch();
        return node;
    }

    private void watch() {
        secrets.addEventHandler(on(secret -> users(
                secret,
                workload -> workload.secrets().contains(secret.getMetadata().getName()))));
        configMaps.addEventHandler(on(map -> users(
                map,
                workload -> workload.configMaps().contains(map.getMetadata().getName()))));
        services.addEventHandler(on(this::look));
        pods.addEventHandler(on(this::lookAtOwner));
        claims.addEventHandler(on(claim -> claimQueue.add(new ClaimKey(
                claim.getMetadata().getNamespace(), claim.getMetadata().getName()))));
        statefulSets.addEventHandler(
                on(set -> workloadQueue.add(Workload.of(set).key())));
        deployments.addEventHandler(
                on(deployment -> workloadQueue.add(Workload.of(deployment).key())));
        // Workloads last: their first look finds Secrets and ConfigMaps in the stores.
        Stream.of(secrets, configMaps, services, pods, claims, statefulSets, deployments)
                .forEach(SharedIndexInformer::run);
    }

    private void reconcile(Workload.Key key) throws Exception {
        workloads.reconcile(key);
        services.getStore().list().stream()
                .filter(service -> key.namespace().equals(service.getMetadata().getNamespace()))
                .forEach(this::look);
    }

    private Optional<Workload> workload(Workload.Key key) {
        String name = key.namespace() + "/" + key.name();
        return switch (key.kind()) {
            case STATEFUL_SET ->
                Optional.ofNullable(statefulSets.getStore().getByKey(name))
                        .filter(LocalNode::lives)
                        .map(Workload::of);
            case DEPLOYMENT ->
                Optional.ofNullable(deployments.getStore().getByKey(name))
                        .filter(LocalNode::lives)
                        .map(Workload::of);
        };
    }

    private static boolean lives(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() == null;
    }

    /** A volume goes with its claim, once no pod has it any more. */
    private void forgetIfGone(ClaimKey key) throws IOException {
        if (claims.getStore().getByKey(key.namespace() + "/" + key.name()) != null) {
            return;
        }
        boolean inUse = pods.getStore().list().stream()
                .filter(pod -> key.namespace().equals(pod.getMetadata().getNamespace()))
                .flatMap(pod -> pod.getSpec().getVolumes().stream())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && key.name().equals(volume.getPersistentVolumeClaim().getClaimName()));
        if (inUse) {
            claimQueue.addAfter(key, CLAIM_IN_USE);
        } else {
            files.forgetClaim(key.namespace(), key.name());
        }
    }

    private void users(HasMetadata of, Predicate<Workload> uses) {
        Stream.concat(
                        statefulSets.getStore().list().stream().map(Workload::of),
                        deployments.getStore().list().stream().map(Workload::of))
                .filter(workload ->
                        workload.key().namespace().equals(of.getMetadata().getNamespace()))
                .filter(uses)
                .forEach(workload -> workloadQueue.add(workload.key()));
    }

    private void look(Service service) {
        serviceQueue.add(new ServiceKey(
                service.getMetadata().getNamespace(), service.getMetadata().getName()));
    }

    private void lookAtOwner(Pod pod) {
        for (var owner : pod.getMetadata().getOwnerReferences()) {
            for (Workload.Kind kind : Workload.Kind.values()) {
                if (kind.kubernetesName().equals(owner.getKind())) {
                    workloadQueue.add(new Workload.Key(kind, pod.getMetadata().getNamespace(), owner.getName()));
                }
            }
        }
    }

    /**
     * The port of 127.0.0.1 on which a Service of the operator's is reached, as a cluster's DNS and proxy would find a
     * pod behind it. It changes with the pod: ask again for every connection.
     *
     * @param port the name of the Service's port
     * @return empty while there is no such Service or no pod serves
     */
    public Optional<Integer> port(String namespace, String service, String port) {
        return Optional.ofNullable(services.getStore().getByKey(namespace + "/" + service))
                .flatMap(found -> balancer.port(found, port));
    }

    /** What the pod has logged, newest last; empty when it has logged nothing here. */
    public Optional<String> log(String namespace, String pod) {
        Path file = files.log(namespace, pod);
        try {
            return Files.exists(file)
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stops watching, then every workload. Objects and files stay for the next start. */
    @Override
    public void close() {
        Stream.of(statefulSets, deployments, claims, pods, services, configMaps, secrets)
                .forEach(SharedIndexInformer::stop);
        claimQueue.close();
        serviceQueue.close();
        workloadQueue.close();
        workloads.stopAll();
    }

    private static <T> ResourceEventHandler<T> on(Consumer<T> look) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                look.accept(object);
            }

            @Override
            public void onUpdate(T before, T after) {
                look.accept(after);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                look.accept(object);
            }
        };
    }
}
