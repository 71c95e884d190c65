package io.millwright.brokerextension;

import java.util.concurrent.atomic.LongAdder;

/** The running counts of one tenant: adders, incremented per message without a lock and without an allocation. */
final class TenantTally {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder telemetryAccepted = new LongAdder();
    private final LongAdder bytesAccepted = new LongAdder();
    private final LongAdder messagesRefused = new LongAdder();
    private final LongAdder consumed = new LongAdder();
    private final RefusalTally refused;

    /** @param refused counts what is refused, by reason */
    TenantTally(RefusalTally refused) {
        this.refused = refused;
    }

    void accepted(long bytes, boolean telemetry) {
        accepted.increment();
        bytesAccepted.add(bytes);
        if (telemetry) {
            telemetryAccepted.increment();
        }
    }

    /** The broker itself was meant: nobody is to receive it, which HiveMQ will count as dropped. */
    void consumed() {
        consumed.increment();
    }

    long consumedSoFar() {
        return consumed.sum();
    }

    void messageRefused(Enum<?> reason) {
        messagesRefused.increment();
        refused.count(reason);
    }

    void refused(Enum<?> reason) {
        refused.count(reason);
    }

    BrokerCounters.OfTenant snapshot(long connections) {
        return new BrokerCounters.OfTenant(
                connections,
                accepted.sum(),
                telemetryAccepted.sum(),
                bytesAccepted.sum(),
                messagesRefused.sum(),
                refused.snapshot());
    }
}
