package io.millwright.operator.site;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The condition Ready of a Site or DeviceFleet, from a verdict. */
public final class ReadyCondition {

    private static final String READY = "Ready";

    /** The transition time moves only when the status does. */
    public static Condition of(Verdict verdict, List<Condition> present, long generation, Clock clock) {
        String since = before(present)
                .filter(before -> status(verdict).equals(before.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(READY)
                .withStatus(status(verdict))
                .withReason(verdict.reason())
                .withMessage(verdict.message())
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    /** Whether the verdict says something else than the condition did, which is worth an event. */
    public static boolean isNews(Verdict verdict, List<Condition> present) {
        return before(present)
                .filter(before -> status(verdict).equals(before.getStatus())
                        && verdict.reason().equals(before.getReason()))
                .isEmpty();
    }

    private static String status(Verdict verdict) {
        return verdict.isGood() ? "True" : "False";
    }

    private static Optional<Condition> before(List<Condition> present) {
        return present.stream()
                .filter(condition -> READY.equals(condition.getType()))
                .findFirst();
    }

    private ReadyCondition() {}
}
