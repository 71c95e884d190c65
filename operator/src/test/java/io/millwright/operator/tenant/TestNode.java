package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.operator.discovery.ApiDiscovery;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.historian.cluster.PostgresClusterStatus;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A node that has every workload running as soon as it is asked for, and refuses what one machine cannot do. */
final class TestNode implements AutoCloseable {

    /** Annotation of a Cluster: why it cannot run. */
    static final String TROUBLE = "test/trouble";

    /** Of an image that no registry has. */
    static final String NOWHERE = ":nowhere";

    /** Namespaces whose claims nobody binds. */
    private final Set<String> unbound = ConcurrentHashMap.newKeySet();

    private final KubernetesClient client;
    private final BiConsumer<String, String> makeAdministrator;
    private final List<SharedIndexInformer<?>> informers;

    /** @param makeAdministrator gets login and password of each own historian that starts */
    TestNode(KubernetesClient client, BiConsumer<String, String> makeAdministrator) {
        this.client = client;
        this.makeAdministrator = makeAdministrator;
        this.informers = new ArrayList<>(List.of(
                client.apps().statefulSets().inAnyNamespace().inform(on(this::run)),
                client.apps().deployments().inAnyNamespace().inform(on(this::run)),
                client.services().inAnyNamespace().inform(on(this::address))));
        if (new ApiDiscovery(client).offered().contains(OptionalApi.CLOUD_NATIVE_PG)) {
            informers.add(
                    client.resources(PostgresCluster.class).inAnyNamespace().inform(on(this::run)));
        }
    }

    /** From now on claims of that namespace stay unbound. */
    void withholdVolumes(String namespace) {
        unbound.add(namespace);
    }

    /** What waits for its volume gets it. */
    void provideVolumes(String namespace) {
        unbound.remove(namespace);
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(claim -> update(() -> client.resource(new PersistentVolumeClaimBuilder(claim)
                                .withNewStatus()
                                .withPhase("Bound")
                                .endStatus()
                                .build())
                        .updateStatus()));
        client.apps().statefulSets().inNamespace(namespace).list().getItems().forEach(this::run);
    }

    /** As the controller of StatefulSets makes it, of a class that is not there. */
    private void claim(StatefulSet set) {
        set.getSpec()
                .getVolumeClaimTemplates()
                .forEach(template -> update(() -> client.resource(new PersistentVolumeClaimBuilder(template)
                                .editMetadata()
                                .withNamespace(set.getMetadata().getNamespace())
                                .withName(template.getMetadata().getName() + "-"
                                        + set.getMetadata().getName() + "-0")
                                .endMetadata()
                                .editSpec()
                                .withStorageClassName("fast")
                                .endSpec()
                                .build())
                        .create()));
    }

    /** The one pod of a set, which waits for its image; its volumes do not matter here. */
    private void wait(StatefulSet set, String image) {
        PodSpec spec = new PodSpecBuilder(set.getSpec().getTemplate().getSpec()).build();
        spec.getContainers().forEach(container -> container.setVolumeMounts(List.of()));
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(set.getMetadata().getNamespace())
                .withName(set.getMetadata().getName() + "-0")
                .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withSpec(spec)
                .build();
        update(() -> {
            Pod made = client.resource(pod).create();
            client.resource(new PodBuilder(made)
                            .withNewStatus()
                            .withPhase("Pending")
                            .addNewContainerStatus()
                            .withName(made.getSpec().getContainers().getFirst().getName())
                            .withImage(image)
                            .withImageID("")
                            .withReady(false)
                            .withRestartCount(0)
                            .withNewState()
                            .withNewWaiting()
                            .withReason("ImagePullBackOff")
                            .endWaiting()
                            .endState()
                            .endContainerStatus()
                            .endStatus()
                            .build())
                    .updateStatus();
        });
    }

    private void run(StatefulSet set) {
        if (unbound.contains(set.getMetadata().getNamespace())) {
            claim(set);
            return;
        }
        int replicas = set.getSpec().getReplicas();
        String image =
                set.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
        if (image.endsWith(NOWHERE)) {
            wait(set, image);
            running(set, 0);
            return;
        }
        if (replicas > 1) {
            update(() -> client.resource(new StatefulSetBuilder(set)
                            .editOrNewStatus()
                            .withConditions()
                            .addNewCondition()
                            .withType("Realisable")
                            .withStatus("False")
                            .withReason("NodeCannotRealise")
                            .withMessage(
                                    "This node runs one " + set.getMetadata().getName() + ", not several.")
                            .endCondition()
                            .withReplicas(0)
                            .endStatus()
                            .build())
                    .updateStatus());
            return;
        }
        if (set.getMetadata().getName().equals(Names.HISTORIAN) && replicas == 1) {
            Secret login = client.secrets()
                    .inNamespace(set.getMetadata().getNamespace())
                    .withName(Names.HISTORIAN_ADMIN)
                    .get();
            Secrets.login(login).ifPresent(found -> makeAdministrator.accept(found.username(), found.password()));
        }
        running(set, replicas);
    }

    private void running(StatefulSet set, int ready) {
        boolean done = set.getStatus() != null
                && Objects.equals(
                        set.getStatus().getObservedGeneration(),
                        set.getMetadata().getGeneration());
        if (!done) {
            update(() -> client.resource(new StatefulSetBuilder(set)
                            .editOrNewStatus()
                            .withReplicas(set.getSpec().getReplicas())
                            .withReadyReplicas(ready)
                            .withAvailableReplicas(ready)
                            .withObservedGeneration(set.getMetadata().getGeneration())
                            .endStatus()
                            .build())
                    .updateStatus());
        }
    }

    /** CloudNativePG of a sort: all instances answer at once, unless an annotation says what goes wrong. */
    private void run(PostgresCluster cluster) {
        Optional<String> trouble = Labels.annotation(cluster, TROUBLE);
        PostgresClusterStatus status = new PostgresClusterStatus(
                trouble.isPresent() ? 1 : cluster.getSpec().instances(),
                trouble.isPresent() ? "Not enough disk space" : "Cluster in healthy state",
                trouble.orElse(null),
                null);
        if (!status.equals(cluster.getStatus())) {
            cluster.setStatus(status);
            update(() -> client.resource(cluster).updateStatus());
        }
    }

    private void run(Deployment deployment) {
        boolean done = deployment.getStatus() != null
                && Objects.equals(
                        deployment.getStatus().getObservedGeneration(),
                        deployment.getMetadata().getGeneration());
        if (!done) {
            int replicas = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
            update(() -> client.resource(new DeploymentBuilder(deployment)
                            .editOrNewStatus()
                            .withReplicas(replicas)
                            .withReadyReplicas(replicas)
                            .withAvailableReplicas(replicas)
                            .withObservedGeneration(deployment.getMetadata().getGeneration())
                            .endStatus()
                            .build())
                    .updateStatus());
        }
    }

    private void address(Service service) {
        boolean balanced = "LoadBalancer".equals(service.getSpec().getType());
        boolean done = service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
        if (balanced && !done) {
            LoadBalancerIngress ingress = new LoadBalancerIngressBuilder()
                    .withIp("127.0.0.1")
                    .addNewPort(null, 18_883, "TCP")
                    .build();
            update(() -> client.resource(new ServiceBuilder(service)
                            .withNewStatus()
                            .withNewLoadBalancer()
                            .withIngress(ingress)
                            .endLoadBalancer()
                            .endStatus()
                            .build())
                    .updateStatus());
        }
    }

    /** Somebody else was faster, or it is gone: its next event says how it is now. */
    private static void update(Runnable status) {
        try {
            status.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 409 && e.getCode() != 404) {
                throw e;
            }
        }
    }

    private static <T> ResourceEventHandler<T> on(Consumer<T> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                seen.accept(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                seen.accept(object);
            }

            @Override
            public void onDelete(T object, boolean unknown) {}
        };
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
