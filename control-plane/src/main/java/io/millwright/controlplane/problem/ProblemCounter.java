package io.millwright.controlplane.problem;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts problems by type: a rise of one of them is an attack, a broken client or a part that is down. */
@Component
class ProblemCounter {

    private final MeterRegistry meters;

    ProblemCounter(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(ProblemType type) {
        meters.counter("millwright.control_plane.problems", "type", type.slug()).increment();
    }
}
