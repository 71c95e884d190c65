package io.millwright.operator.tenant;

import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.plan.Names;
import io.millwright.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The condition HistorianReady. */
final class HistorianVerdict {

    private static final String IN_PLACE = "The tenant's database and roles are in place.";

    /** @param outcome of ensuring the database; empty as long as its server is not there */
    static Verdict of(
            Resolved resolved,
            Map<String, String> refusals,
            Observation seen,
            Obstacles obstacles,
            Optional<HistorianOutcome> outcome) {
        if (resolved.credentials().isPresent()) {
            return Verdict.bad(
                    resolved.credentials().get().reason(),
                    resolved.credentials().get().message());
        }
        if (refusals.containsKey(Names.HISTORIAN)) {
            return Verdict.bad("Refused", refusals.get(Names.HISTORIAN));
        }
        return switch (seen.historian()) {
            case WorkloadState.Refused(String reason, String message) -> Verdict.bad(reason, message);
            case WorkloadState.Starting(int ready, int wanted) ->
                Assessment.starting("Historian", obstacles.stuck(Names.HISTORIAN), ready, wanted);
            case WorkloadState.Running() ->
                outcome.map(is -> database(is, seen.historianRemarks()))
                        .orElseGet(
                                () -> Verdict.bad("DatabasePending", "The tenant's database has not been made yet."));
        };
    }

    private static Verdict database(HistorianOutcome outcome, List<Remark> remarks) {
        return switch (outcome) {
            case HistorianOutcome.Ready() -> good(remarks);
            case HistorianOutcome.Changed _ -> good(remarks);
            case HistorianOutcome.Unreachable(String sentence) -> Verdict.bad("HistorianUnreachable", sentence);
            case HistorianOutcome.Refused(String sentence) -> Verdict.bad("HistorianRefused", sentence);
        };
    }

    /** True all the same: what is remarked on does not keep the tenant from its data. */
    private static Verdict good(List<Remark> remarks) {
        StringBuilder message = new StringBuilder(IN_PLACE);
        remarks.forEach(remark -> message.append(' ').append(remark.sentence()));
        return Verdict.good(remarks.isEmpty() ? "Running" : remarks.getFirst().reason(), message.toString());
    }

    private HistorianVerdict() {}
}
