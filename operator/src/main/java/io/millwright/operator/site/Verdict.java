package io.millwright.operator.site;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said about one aspect of an object, before it becomes a condition.
 *
 * @param type the condition, such as Ready
 * @param reason one word in CamelCase, for machines
 * @param message one sentence, for people
 */
public record Verdict(String type, boolean holds, String reason, String message) {

    public static final String READY = "Ready";

    public static Verdict ready(String reason, String message) {
        return new Verdict(READY, true, reason, message);
    }

    public static Verdict notReady(String reason, String message) {
        return new Verdict(READY, false, reason, message);
    }

    /** The condition; its transition time moves only when its status does. */
    public Condition condition(List<Condition> present, long generation, Clock clock) {
        String status = holds ? "True" : "False";
        String since = of(present, type)
                .filter(before -> status.equals(before.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    /** Whether it says something else than the condition of its type did, which is worth an event. */
    public boolean isNews(List<Condition> present) {
        return of(present, type)
                .filter(before ->
                        (holds ? "True" : "False").equals(before.getStatus()) && reason.equals(before.getReason()))
                .isEmpty();
    }

    private static Optional<Condition> of(List<Condition> present, String type) {
        return present.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }
}
