package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.DatabaseIT;
import io.millwright.runtime.ingest.QuarantineDesk.Outcome;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does with quarantined messages, on a real PostgreSQL. */
class QuarantineDeskIT extends DatabaseIT {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

    /** Ten days old: too old for a week, not for a month. */
    private static final long THEN = NOW - Duration.ofDays(10).toMillis();

    private static final String OLD =
            "{\"v\":1,\"stream\":\"k3x9\",\"seq\":1,\"ts\":" + THEN + ",\"m\":{\"a\":1,\"b\":2.5}}";

    @BeforeEach
    void quarantined() throws SQLException {
        new DecodedIngest(database.writer(), () -> Duration.ofDays(7), CLOCK, 0)
                .store(List.of(telemetry("press-1", OLD)));
        assertThat(database.read("SELECT reason, seq FROM quarantine")).containsExactly("too_old 1");
    }

    private QuarantineDesk desk(boolean suspended, int days) {
        return new QuarantineDesk(
                database.writer(), () -> new IngestPolicy(suspended, 100, Duration.ofDays(days)), CLOCK);
    }

    private long id() throws SQLException {
        return Long.parseLong(database.one("SELECT max(id) FROM quarantine"));
    }

    @Test
    void what_the_rules_of_now_let_in_is_stored_billed_once_and_no_longer_in_quarantine() throws SQLException {
        long id = id();

        assertThat(desk(false, 30).replay(id)).isEqualTo(new Outcome.Stored(2));
        assertThat(desk(false, 30).replay(id)).isInstanceOf(Outcome.Absent.class);

        assertThat(database.read("SELECT tag, value FROM sample JOIN series s ON s.id = series_id ORDER BY 1"))
                .containsExactly("a 1", "b 2.5");
        assertThat(database.one("SELECT count(*) FROM quarantine")).isEqualTo("0");
        assertThat(database.counted("messages")).isEqualTo(1);
        assertThat(database.counted("points")).isEqualTo(2);
        assertThat(database.counted("bytes_in")).isEqualTo(OLD.length());
        assertThat(database.one("SELECT messages, points FROM device_hour")).isEqualTo("1 2");
        assertThat(database.one("SELECT count(*) FROM series_last")).isEqualTo("2");
        // It arrived once, and was quarantined then.
        assertThat(database.one("SELECT stored, quarantined FROM arrival_hour")).isEqualTo("0 1");
    }

    @Test
    void many_at_once_store_it_once() throws Exception {
        long id = id();
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<Outcome>> each = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                each.add(people.submit(() -> desk(false, 30).replay(id)));
            }
            for (Future<Outcome> one : each) {
                outcomes.add(one.get());
            }
        }

        assertThat(outcomes).filteredOn(Outcome.Stored.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Absent.class::isInstance).hasSize(3);
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
        assertThat(database.counted("points")).isEqualTo(2);
    }

    @Test
    void the_edge_that_sends_it_again_afterwards_adds_nothing() throws SQLException {
        desk(false, 30).replay(id());

        new DecodedIngest(database.writer(), () -> Duration.ofDays(30), CLOCK, 0)
                .store(List.of(telemetry("press-1", OLD)));

        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
        assertThat(database.counted("messages")).isEqualTo(1);
    }

    @Test
    void what_is_refused_still_stays_and_says_why() throws SQLException {
        long id = id();

        assertThat(desk(false, 7).replay(id)).isEqualTo(new Outcome.Refused("too_old"));
        assertThat(desk(true, 30).replay(id)).isInstanceOf(Outcome.Suspended.class);

        assertThat(database.one("SELECT id, reason FROM quarantine")).isEqualTo(id + " too_old");
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("0");
        assertThat(database.counted("messages")).isEqualTo(0);
    }

    @Test
    void what_was_not_kept_whole_cannot_be_stored() throws SQLException {
        new DecodedIngest(database.writer(), () -> Duration.ofDays(7), CLOCK, 0)
                .store(List.of(telemetry(
                        "press-1",
                        "{\"v\":1,\"stream\":\"k3x9\",\"seq\":2,\"ts\":" + NOW
                                + ",\"m\":{\"a\":1,\"b\":{\"x\":[]}}}")));

        assertThat(desk(false, 30).replay(id())).isInstanceOf(Outcome.InPart.class);
        assertThat(database.one("SELECT count(*) FROM quarantine")).isEqualTo("2");
    }

    @Test
    void what_is_thrown_away_is_gone_and_never_billed() throws SQLException {
        long id = id();

        assertThat(desk(false, 30).discard(id)).isTrue();
        assertThat(desk(false, 30).discard(id)).isFalse();
        assertThat(desk(false, 30).replay(id)).isInstanceOf(Outcome.Absent.class);

        assertThat(database.counted("messages")).isEqualTo(0);
    }
}
