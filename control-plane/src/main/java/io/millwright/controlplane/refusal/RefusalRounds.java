package io.millwright.controlplane.refusal;

import io.millwright.controlplane.metering.AdvisoryLock;
import io.millwright.controlplane.metering.Collected;
import io.millwright.controlplane.metering.Patience;
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
class RefusalRounds {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRounds.class);

    /** Each takes a connection to the database while it appends; usage goes first. */
    private static final int AT_ONCE = 2;

    private final TenantAccounts tenants;
    private final RefusalCollector collector;
    private final AdvisoryLock lock;
    private final Patience patience;

    RefusalRounds(TenantAccounts tenants, RefusalCollector collector, AdvisoryLock lock, Patience patience) {
        this.tenants = tenants;
        this.collector = collector;
        this.lock = lock;
        this.patience = patience;
    }

    private record Life(TenantId tenant, String incarnation) {}

    @Scheduled(fixedRateString = "${millwright.control-plane.metering.period:2s}")
    void round() {
        lock.attempt("refusal-collector", this::collectAll);
    }

    private void collectAll() {
        List<Life> lives = tenants.livingOnes().stream()
                .flatMap(account -> account.incarnation() == null
                        ? Stream.empty()
                        : Stream.of(new Life(account.tenant(), account.incarnation())))
                .toList();
        patience.forgetAllBut(lives.stream().map(Life::incarnation).collect(Collectors.toSet()));
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Life life : lives) {
                if (patience.isOver(life.incarnation())) {
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
    }

    private void collect(Life life) {
        try {
            switch (collector.collect(life.tenant(), life.incarnation())) {
                case Collected.UpToDate _, Collected.More _ -> patience.succeeded(life.incarnation());
                case Collected.Failed failed -> {
                    if (patience.failed(life.incarnation(), failed.atLeast())) {
                        LOG.atInfo()
                                .addKeyValue("tenant", life.tenant())
                                .addKeyValue("reason", failed.reason())
                                .log("refusals could not be collected; they are asked for again");
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", life.tenant())
                    .setCause(e)
                    .log("collecting refusals failed; the next round tries again");
        }
    }
}
