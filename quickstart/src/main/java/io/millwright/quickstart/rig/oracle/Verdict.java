package io.millwright.quickstart.rig.oracle;

import java.util.List;

/**
 * What the oracle found. Counts are points.
 *
 * @param duplicates stored beyond the distinct ones
 * @param metered in the usage rows that are published for billing
 * @param faults one sentence each; none means that everything appended is stored and billed exactly once
 */
public record Verdict(long expected, long stored, long duplicates, long metered, List<String> faults) {

    public Verdict {
        faults = List.copyOf(faults);
    }

    public boolean holds() {
        return faults.isEmpty();
    }
}
