package io.millwright.operator.cluster;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the operator writes: after convergence this stands still, and an alert watches that it does. */
public final class WriteCounter {

    private static final String WRITES = "millwright.operator.writes";

    private final MeterRegistry meters;

    public WriteCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    public void applied(Class<?> type) {
        count(type, "apply");
    }

    public void deleted(Class<?> type) {
        count(type, "delete");
    }

    public void status(Class<?> type) {
        count(type, "status");
    }

    private void count(Class<?> type, String verb) {
        meters.counter(WRITES, "kind", type.getSimpleName(), "verb", verb).increment();
    }
}
