package io.millwright.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Clock NOON = at("2026-11-01T12:00:00.750Z");
    private static final Clock LATER = at("2026-11-01T13:00:00Z");

    @Test
    void the_transition_time_stays_while_only_the_reason_changes() {
        Condition before = Verdict.notReady("SiteNotFound", "No.").condition(List.of(), 1, NOON);

        Condition now = Verdict.notReady("SiteNotReady", "Still no.").condition(List.of(before), 2, LATER);

        assertThat(now.getLastTransitionTime()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(now.getReason()).isEqualTo("SiteNotReady");
        assertThat(now.getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void the_transition_time_moves_with_the_status() {
        Condition before = Verdict.notReady("SiteNotFound", "No.").condition(List.of(), 1, NOON);

        Condition now = Verdict.ready("Valid", "Yes.").condition(List.of(before), 1, LATER);

        assertThat(now.getLastTransitionTime()).isEqualTo("2026-11-01T13:00:00Z");
    }

    @Test
    void saying_the_same_again_is_no_news_but_another_reason_is() {
        Verdict verdict = Verdict.notReady("SiteNotFound", "No.");
        List<Condition> present = List.of(verdict.condition(List.of(), 1, NOON));

        assertThat(verdict.isNews(List.of())).isTrue();
        assertThat(verdict.isNews(present)).isFalse();
        assertThat(Verdict.notReady("SiteNotReady", "No.").isNews(present)).isTrue();
        assertThat(Verdict.ready("Valid", "Yes.").isNews(present)).isTrue();
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }
}
