package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node that says of every workload, as soon as it sees it, that it runs, and gives every Service an address. */
final class StandInNode implements AutoCloseable {

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final int THREADS = 8;

    private final KubernetesClient client;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("node-", 0).factory());
    private final List<SharedIndexInformer<?>> informers;
    private final AtomicLong done = new AtomicLong();

    StandInNode(KubernetesClient client) {
        this.client = client;
        this.informers = List.of(
                client.apps().statefulSets().inAnyNamespace().inform(on(this::run)),
                client.apps().deployments().inAnyNamespace().inform(on(this::run)),
                client.services().inAnyNamespace().inform(on(this::address)));
    }

    /** How many statuses were written. */
    long done() {
        return done.get();
    }

    private void run(StatefulSet set) {
        Long seen = set.getStatus() == null ? null : set.getStatus().getObservedGeneration();
        run(set, seen, set.getSpec().getReplicas());
    }

    private void run(Deployment deployment) {
        Long seen =
                deployment.getStatus() == null ? null : deployment.getStatus().getObservedGeneration();
        run(deployment, seen, deployment.getSpec().getReplicas());
    }

    private void run(HasMetadata workload, @Nullable Long seen, Integer replicas) {
        Long generation = workload.getMetadata().getGeneration();
        if (!Objects.equals(seen, generation)) {
            int running = Objects.requireNonNullElse(replicas, 1);
            status(workload, """
                {"status":{"replicas":%1$d,"readyReplicas":%1$d,"availableReplicas":%1$d,"observedGeneration":%2$d}}\
                """.formatted(running, generation));
        }
    }

    private void address(Service service) {
        boolean has = service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
        if ("LoadBalancer".equals(service.getSpec().getType()) && !has) {
            status(service, """
                {"status":{"loadBalancer":{"ingress":[{"ip":"127.0.0.1","ports":[{"port":18883,"protocol":"TCP"}]}]}}}\
                """);
        }
    }

    /** What is gone meanwhile needs no status. */
    private void status(HasMetadata object, String patch) {
        threads.execute(() -> {
            try {
                client.resource(object).subresource("status").patch(MERGE, patch);
                done.incrementAndGet();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    throw e;
                }
            }
        });
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
        threads.shutdownNow();
    }
}
