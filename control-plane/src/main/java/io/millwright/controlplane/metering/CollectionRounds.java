package io.millwright.controlplane.metering;

import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Asks every tenant's runtime in turn. One round at a time over all processes; one tenant's trouble is its own. */
class CollectionRounds {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRounds.class);

    private final TenantAccounts tenants;
    private final UsageCollector collector;
    private final ApiCallCollector apiCalls;
    private final AdvisoryLock lock;
    private final Patience patience;
    private final int atOnce;

    CollectionRounds(
            TenantAccounts tenants,
            UsageCollector collector,
            ApiCallCollector apiCalls,
            AdvisoryLock lock,
            Patience patience,
            int atOnce) {
        this.tenants = tenants;
        this.collector = collector;
        this.apiCalls = apiCalls;
        this.lock = lock;
        this.patience = patience;
        this.atOnce = atOnce;
    }

    /** A tenant in its life of now. */
    private record Life(TenantId tenant, String incarnation) {}

    /** At a fixed rate, so that rounds of other schedules never wait for a slow runtime; the lock keeps rounds apart. */
    @Scheduled(fixedRateString = "${millwright.control-plane.metering.period:2s}")
    void round() {
        lock.attempt("usage-collector", this::collectAll);
    }

    private void collectAll() {
        List<Life> lives = tenants.livingOnes().stream()
                .flatMap(account -> account.incarnation() == null
                        ? Stream.empty()
                        : Stream.of(new Life(account.tenant(), account.incarnation())))
                .toList();
        patience.forgetAllBut(lives.stream().map(Life::incarnation).collect(Collectors.toSet()));
        Semaphore places = new Semaphore(atOnce);
        try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Life life : lives) {
                runs.execute(() -> {
                    places.acquireUninterruptibly();
                    try {
                        collect(life);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    private void collect(Life life) {
        try {
            apiCalls.collect(life.tenant(), life.incarnation());
            if (!patience.isOver(life.incarnation())) {
                return;
            }
            switch (collector.collect(life.tenant(), life.incarnation())) {
                case Collected.UpToDate _, Collected.More _ -> patience.succeeded(life.incarnation());
                case Collected.Failed failed -> {
                    if (patience.failed(life.incarnation(), failed.atLeast())) {
                        LOG.atWarn()
                                .addKeyValue("tenant", life.tenant())
                                .addKeyValue("reason", failed.reason())
                                .log("usage could not be collected; it is asked for again");
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", life.tenant())
                    .setCause(e)
                    .log("collecting usage failed; the next round tries again");
        }
    }
}
