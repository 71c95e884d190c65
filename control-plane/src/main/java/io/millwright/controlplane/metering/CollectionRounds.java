package io.millwright.controlplane.metering;

import io.millwright.controlplane.device.TenantLife;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Takes what every tenant has used, as its runtime counted it, and its calls of the API, counted here, into the ledger. */
class CollectionRounds {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRounds.class);

    private final TenantTurns turns;
    private final UsageCollector collector;
    private final ApiCallCollector apiCalls;
    private final Patience patience;

    CollectionRounds(TenantTurns turns, UsageCollector collector, ApiCallCollector apiCalls, Patience patience) {
        this.turns = turns;
        this.collector = collector;
        this.apiCalls = apiCalls;
        this.patience = patience;
    }

    /** At a fixed rate, so that rounds of other schedules never wait for a slow runtime; the lock keeps rounds apart. */
    @Scheduled(fixedRateString = "${millwright.control-plane.metering.period:2s}")
    void round() {
        turns.round("usage-collector", this::collect);
    }

    private void collect(TenantLife life) {
        try {
            apiCalls.collect(life.tenant(), life.incarnation());
            patience.ask(life.incarnation(), () -> collector.collect(life.tenant(), life.incarnation()))
                    .ifPresent(failed -> LOG.atWarn()
                            .addKeyValue("tenant", life.tenant())
                            .addKeyValue("reason", failed.reason())
                            .log("usage could not be collected; it is asked for again"));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", life.tenant())
                    .setCause(e)
                    .log("collecting usage failed; the next round tries again");
        }
    }
}
