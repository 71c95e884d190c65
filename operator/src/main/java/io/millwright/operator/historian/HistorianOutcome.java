package io.millwright.operator.historian;

import java.util.List;

/** What became of ensuring a tenant's database. */
public sealed interface HistorianOutcome {

    /** Everything was as wanted; nothing was written. */
    record Ready() implements HistorianOutcome {}

    /** Now everything is as wanted; what was changed, one phrase each, without secrets. */
    record Changed(List<String> changes) implements HistorianOutcome {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** The server did not answer, or not in time: worth trying again soon. */
    record Unreachable(String sentence) implements HistorianOutcome {}

    /** The server answered no: a person has to change something. */
    record Refused(String sentence) implements HistorianOutcome {}
}
