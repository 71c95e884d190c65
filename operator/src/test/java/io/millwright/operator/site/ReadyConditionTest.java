package io.millwright.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyConditionTest {

    private static final Clock NOON = at("2026-11-01T12:00:00.750Z");
    private static final Clock LATER = at("2026-11-01T13:00:00Z");

    @Test
    void the_transition_time_stays_while_only_the_reason_changes() {
        Condition before = ReadyCondition.of(Verdict.bad("SiteNotFound", "No."), List.of(), 1, NOON);

        Condition now = ReadyCondition.of(Verdict.bad("SiteNotReady", "Still no."), List.of(before), 2, LATER);

        assertThat(now.getLastTransitionTime()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(now.getReason()).isEqualTo("SiteNotReady");
        assertThat(now.getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void the_transition_time_moves_with_the_status() {
        Condition before = ReadyCondition.of(Verdict.bad("SiteNotFound", "No."), List.of(), 1, NOON);

        Condition now = ReadyCondition.of(Verdict.good("Valid", "Yes."), List.of(before), 1, LATER);

        assertThat(now.getLastTransitionTime()).isEqualTo("2026-11-01T13:00:00Z");
    }

    @Test
    void saying_the_same_again_is_no_news_but_another_reason_is() {
        Verdict verdict = Verdict.bad("SiteNotFound", "No.");
        List<Condition> present = List.of(ReadyCondition.of(verdict, List.of(), 1, NOON));

        assertThat(ReadyCondition.isNews(verdict, List.of())).isTrue();
        assertThat(ReadyCondition.isNews(verdict, present)).isFalse();
        assertThat(ReadyCondition.isNews(Verdict.bad("SiteNotReady", "No."), present))
                .isTrue();
        assertThat(ReadyCondition.isNews(Verdict.good("Valid", "Yes."), present))
                .isTrue();
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }
}
