package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.quickstart.up.Progress;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Once through everything: all Tenants Ready, a restart, a resync, and the same objects by a bare client. */
final class OperatorRound {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration NO_RESYNC = Duration.ofHours(1);

    /** Long enough for the whole restart to fit before the first resync. */
    private static final Duration RESYNC_AT_LEAST = Duration.ofSeconds(15);

    private static final Duration RESYNC_PER_TENANT = Duration.ofMillis(15);

    /**
     * What was seen.
     *
     * @param heap bytes more with the operator than without
     * @param stored objects of tenants, and Tenants
     */
    record Outcome(
            List<String> faults,
            Duration ready,
            long readyWrites,
            int threads,
            Duration bare,
            long bareWrites,
            long restartWrites,
            long resyncWrites,
            long heap,
            long stored) {}

    private record First(Duration ready, long writes, long statuses, int threads) {}

    private record Again(long restartWrites, long resyncWrites, long heap) {}

    private final Benchmark.Order order;
    private final Progress progress;
    private final List<String> faults = new ArrayList<>();

    OperatorRound(Benchmark.Order order) {
        this.order = order;
        this.progress = order.progress();
    }

    Outcome run() throws Exception {
        First first;
        Again again;
        BareClient bare;
        long stored;
        try (Cluster cluster = new Cluster(order.directory().resolve("operator"))) {
            first = first(cluster);
            TenantObjects found = TenantObjects.of(cluster.client);
            faults.addAll(found.faults(order.tenants()));
            again = again(cluster, found.versions());
            stored = TenantObjects.of(cluster.client).count();
            bare = new BareClient(cluster.client);
        }
        try (Cluster cluster = new Cluster(order.directory().resolve("bare"))) {
            long before = cluster.writes();
            long begun = System.nanoTime();
            bare.write(cluster.client, first.threads());
            await("the node sees everything of the bare client", () -> cluster.node.done() >= first.statuses());
            Duration time = since(begun);
            long writes = cluster.writes() - before;
            say("The bare client wrote the same objects in %.1f s", time);
            return new Outcome(
                    faults,
                    first.ready(),
                    first.writes(),
                    first.threads(),
                    time,
                    writes,
                    again.restartWrites(),
                    again.resyncWrites(),
                    again.heap(),
                    stored);
        }
    }

    private First first(Cluster cluster) throws Exception {
        try (OperatorProcess operator = new OperatorProcess(cluster.kubeconfig(), NO_RESYNC);
                Readiness readiness = new Readiness(cluster.client, order.tenants())) {
            long before = cluster.writes();
            long begun = System.nanoTime();
            InParallel.forEach(
                    IntStream.range(0, order.tenants())
                            .mapToObj(OperatorRound::tenant)
                            .toList(),
                    operator.threads(),
                    tenant -> cluster.client.resource(tenant).create());
            say("All Tenants are created after %.1f s", since(begun));
            if (!readiness.await(PATIENCE, progress)) {
                throw new IOException("no further Tenant became Ready in " + PATIENCE.toSeconds() + " s");
            }
            Duration ready = since(begun);
            say("All Tenants are Ready after %.1f s", ready);
            cluster.awaitSilence(order.duration(Duration.ZERO));
            return new First(ready, cluster.writes() - before, cluster.node.done(), operator.threads());
        }
    }

    private Again again(Cluster cluster, Map<String, String> versions) throws Exception {
        long without = Heap.usedAfterCollection();
        long before = cluster.writes();
        Duration resync = RESYNC_AT_LEAST.plus(RESYNC_PER_TENANT.multipliedBy(order.tenants()));
        try (OperatorProcess operator = new OperatorProcess(cluster.kubeconfig(), resync)) {
            await(
                    "a restarted operator looks at every Tenant",
                    () -> operator.historian().lookedAt(1) == order.tenants());
            cluster.awaitSilence(order.duration(Duration.ZERO));
            long restartWrites = cluster.writes() - before;
            unchanged(cluster, versions, "restart");
            progress.say("The operator was restarted; it wrote " + restartWrites + " times");
            long heap = Heap.usedAfterCollection() - without;
            before = cluster.writes();
            await("a resync looks at every Tenant", () -> operator.historian().lookedAt(2) == order.tenants());
            cluster.awaitSilence(order.duration(Duration.ZERO));
            long resyncWrites = cluster.writes() - before;
            unchanged(cluster, versions, "resync");
            progress.say("Every Tenant was resynced; the operator wrote " + resyncWrites + " times");
            return new Again(restartWrites, resyncWrites, heap);
        }
    }

    private void unchanged(Cluster cluster, Map<String, String> before, String what) {
        Map<String, String> now = TenantObjects.of(cluster.client).versions();
        List<String> changed = now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        long gone =
                before.keySet().stream().filter(key -> !now.containsKey(key)).count();
        if (!changed.isEmpty() || gone > 0) {
            faults.add("The %s changed %d objects and removed %d, such as %s."
                    .formatted(
                            what,
                            changed.size(),
                            gone,
                            changed.stream().findFirst().orElse("one that is gone")));
        }
    }

    private static Tenant tenant(int number) {
        TenantSpec spec = new TenantSpec();
        spec.setDisplayName("Benchmark " + number);
        spec.setTier("professional");
        spec.setRegion("eu-central");
        Tenant tenant = new Tenant();
        tenant.setMetadata(new ObjectMetaBuilder()
                .withName(String.format(Locale.ROOT, "bench-%05d", number))
                .build());
        tenant.setSpec(spec);
        return tenant;
    }

    private static void await(String what, BooleanSupplier done) throws IOException, InterruptedException {
        if (!Await.until(PATIENCE.plus(PATIENCE), Duration.ofMillis(20), done::getAsBoolean)) {
            throw new IOException("waited in vain that " + what);
        }
    }

    private void say(String text, Duration time) {
        progress.say(String.format(Locale.ROOT, text, time.toMillis() / 1_000.0));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
