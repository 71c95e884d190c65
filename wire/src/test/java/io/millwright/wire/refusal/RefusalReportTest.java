package io.millwright.wire.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.Denial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalReportTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    private static String document(Optional<String> topic) {
        RefusalReport report = new RefusalReport(
                AT, "urn:millwright:acme:bremen:press-1", RefusalReport.slug(Denial.FOREIGN_DEVICE), topic, 7);
        return new String(report.document(), StandardCharsets.UTF_8);
    }

    @Test
    void it_says_who_why_what_and_how_often() {
        assertThat(document(Optional.of("mw/v1/acme/bremen/press-2/state"))).isEqualTo("""
            {"at":"2026-11-21T10:00:00.123Z","identity":"urn:millwright:acme:bremen:press-1",\
            "reason":"foreign-device","topic":"mw/v1/acme/bremen/press-2/state","count":7}\
            """);
        assertThat(document(Optional.empty())).doesNotContain("topic");
    }

    @Test
    void a_strangers_topic_breaks_out_of_nothing_and_is_cut() {
        assertThat(document(Optional.of("a\",\"count\":0}\\\u0000\n\uD83D\uDE00")))
                .contains("""
                    "topic":"a\\",\\"count\\":0}\\\\???","count":7}\
                    """);
        assertThat(document(Optional.of("x".repeat(60_000)))).hasSizeLessThan(512);
    }
}
