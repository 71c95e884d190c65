package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.oracle.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a fault came to, as scripts and people read it. */
record Result(
        String fault,
        String what,
        Verdict verdict,
        Duration recovered,
        Memory memory,
        List<String> complaints,
        List<String> notes) {

    private static final double MILLIS = 1_000.0;

    static Result of(Fault fault, Fault.Outcome outcome, Verdict verdict, Memory memory) {
        Stream<String> late = outcome.recovered().compareTo(outcome.bound()) > 0
                ? Stream.of("It took " + seconds(outcome.recovered()) + " s until points were stored again, more than "
                        + outcome.bound().toSeconds() + " s.")
                : Stream.empty();
        return new Result(
                fault.id(),
                fault.what(),
                verdict,
                outcome.recovered(),
                memory,
                Stream.of(verdict.faults().stream(), outcome.complaints().stream(), late, memory.complaint())
                        .flatMap(sentences -> sentences)
                        .toList(),
                outcome.notes());
    }

    boolean held() {
        return complaints.isEmpty();
    }

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fault", fault);
        fields.put("expected", verdict.expected());
        fields.put("stored", verdict.stored());
        fields.put("duplicates", verdict.duplicates());
        fields.put("metered", verdict.metered());
        fields.put("recoveredSeconds", seconds(recovered));
        fields.put("runtimePeakMb", memory.runtimeMegabytes());
        fields.put("brokerPeakMb", memory.brokerMegabytes());
        fields.put("held", held());
        return fields;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
