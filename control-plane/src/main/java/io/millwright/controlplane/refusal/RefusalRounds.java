package io.millwright.controlplane.refusal;

import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.metering.Patience;
import io.millwright.controlplane.metering.TenantTurns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Takes what was refused to every tenant's identities into its trail. */
class RefusalRounds {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRounds.class);

    private final TenantTurns turns;
    private final RefusalCollector collector;
    private final Patience patience;

    RefusalRounds(TenantTurns turns, RefusalCollector collector, Patience patience) {
        this.turns = turns;
        this.collector = collector;
        this.patience = patience;
    }

    @Scheduled(fixedRateString = "${millwright.control-plane.metering.period:2s}")
    void round() {
        turns.round("refusal-collector", this::collect);
    }

    private void collect(TenantLife life) {
        try {
            patience.ask(life.incarnation(), () -> collector.collect(life.tenant(), life.incarnation()))
                    .ifPresent(failed -> LOG.atInfo()
                            .addKeyValue("tenant", life.tenant())
                            .addKeyValue("reason", failed.reason())
                            .log("refusals could not be collected; they are asked for again"));
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", life.tenant())
                    .setCause(e)
                    .log("collecting refusals failed; the next round tries again");
        }
    }
}
