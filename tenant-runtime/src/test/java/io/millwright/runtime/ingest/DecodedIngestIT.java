package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.DatabaseIT;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** From bytes to committed rows on a real PostgreSQL. */
class DecodedIngestIT extends DatabaseIT {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

    private DecodedIngest ingest(int slot) {
        return new DecodedIngest(database.writer(), () -> Duration.ofDays(7), CLOCK, slot);
    }

    @Test
    void whatever_the_order_and_number_of_times_each_message_is_stored_and_counted_once() throws SQLException {
        Random random = new Random(7);
        List<Arrival> sent = new ArrayList<>();
        long bytes = 0;
        for (String device : List.of("d1", "d2", "d3")) {
            for (long seq = 1; seq <= 200; seq++) {
                Arrival message = telemetry(device, batch("k3x9", seq));
                bytes += message.payload().length;
                Collections.addAll(sent, message, message);
            }
        }
        Collections.shuffle(sent, random);
        DecodedIngest ingest = ingest(0);

        for (int from = 0; from < sent.size(); ) {
            int to = Math.min(sent.size(), from + 1 + random.nextInt(150));
            ingest.store(sent.subList(from, to));
            from = to;
        }

        assertThat(database.one("SELECT count(*), sum(value) FROM sample")).isEqualTo("1200 120900");
        assertThat(database.read("SELECT device, highest, missing FROM stream ORDER BY 1"))
                .containsExactly("d1 200 {}", "d2 200 {}", "d3 200 {}");
        assertThat(database.counted("messages")).isEqualTo(600);
        assertThat(database.counted("points")).isEqualTo(1200);
        assertThat(database.counted("bytes_in")).isEqualTo(bytes);
        assertThat(database.counted("device_hours")).isEqualTo(3);
        assertThat(database.read("SELECT device, messages, points FROM device_hour ORDER BY 1"))
                .containsExactly("d1 200 400", "d2 200 400", "d3 200 400");
        assertThat(database.one("SELECT sum(bytes_in) FROM device_hour")).isEqualTo("" + bytes);
        assertThat(database.counted("active_sites")).isEqualTo(1);
        assertThat(database.one("SELECT stored, duplicate, quarantined FROM arrival_hour"))
                .isEqualTo("600 600 0");
        assertThat(database.read(
                        "SELECT device, l.value FROM series_last l JOIN series s ON s.id = series_id ORDER BY 1"))
                .containsExactly("d1 200.5", "d2 200.5", "d3 200.5");
    }

    @Test
    void two_consumers_that_both_see_everything_count_it_once() throws Exception {
        List<Arrival> all = new ArrayList<>();
        for (long seq = 1; seq <= 300; seq++) {
            all.add(telemetry("d" + seq % 7, batch("k3x9", seq)));
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<?>> consumers = new ArrayList<>();
            for (int consumer = 0; consumer < 2; consumer++) {
                DecodedIngest ingest = ingest(consumer);
                consumers.add(both.submit(() -> {
                    for (int from = 0; from < all.size(); from += 20) {
                        untilStored(ingest, all.subList(from, from + 20));
                    }
                    return null;
                }));
            }
            for (Future<?> consumer : consumers) {
                consumer.get();
            }
        }

        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("600");
        assertThat(database.one("SELECT count(*) FROM series")).isEqualTo("7");
        assertThat(database.counted("messages")).isEqualTo(300);
        assertThat(database.counted("device_hours")).isEqualTo(7);
        assertThat(database.one("SELECT count(*), sum(messages) FROM device_hour"))
                .isEqualTo("7 300");
        assertThat(database.one("SELECT sum(stored), sum(duplicate) FROM arrival_hour"))
                .isEqualTo("300 300");
    }

    /** As the writer does after a deadlock. */
    private static void untilStored(DecodedIngest ingest, List<Arrival> messages) {
        for (int tries = 0; tries < 10; tries++) {
            try {
                ingest.store(messages);
                return;
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(e.getMessage()).startsWith("40");
            }
        }
    }

    @Test
    void every_kind_of_value_keeps_what_was_written() throws SQLException {
        ingest(0)
                .store(List.of(telemetry(
                        "d1",
                        "{\"v\":1,\"stream\":\"s\",\"seq\":1,\"ts\":" + NOW
                                + ",\"status\":\"running\",\"m\":{\"real\":-0.25,"
                                + "\"whole\":42,\"huge\":9007199254740993,\"truth\":true,\"text\":\"grün\","
                                + "\"unit\":{\"x\":4.1,\"q\":65535,\"u\":\"bar\"}}}")));

        assertThat(database.read(
                        "SELECT tag, unit, p.kind, value, text_value, quality, (extract(epoch FROM ts) * 1000)::bigint"
                                + " = "
                                + NOW + " FROM sample p JOIN series s ON s.id = series_id ORDER BY tag"))
                .containsExactly(
                        "huge null 1 9.007199254740992e+15 9007199254740993 192 t",
                        "real null 0 -0.25 null 192 t",
                        "text null 3 null grün 192 t",
                        "truth null 2 1 null 192 t",
                        "unit bar 0 4.1 null 65535 t",
                        "whole null 1 42 null 192 t");
        assertThat(database.one("SELECT status FROM device")).isEqualTo("running");
        assertThat(database.one("SELECT count(*) FROM series_last l JOIN sample p USING (series_id, ts, quality, kind)"
                        + " WHERE l.value IS NOT DISTINCT FROM p.value AND l.text_value IS NOT DISTINCT"
                        + " FROM p.text_value"))
                .isEqualTo("6");
    }

    @Test
    void the_newest_point_is_the_last_one_whatever_came_last() throws SQLException {
        DecodedIngest ingest = ingest(0);
        ingest.store(List.of(telemetry("d1", batch("s", 9))));
        ingest.store(List.of(telemetry("d1", batch("s", 3)), telemetry("d1", batch("s", 2))));

        assertThat(database.one("SELECT value FROM series_last")).isEqualTo("9.5");
    }

    @Test
    void a_bad_point_is_quarantined_alone_with_its_bytes() throws SQLException {
        DecodedIngest.Committed committed = ingest(0)
                .store(List.of(telemetry(
                        "d1",
                        "{\"v\":1,\"stream\":\"s\",\"seq\":1,\"ts\":" + NOW + ",\"m\":{\"good\":1,\"bad\":1e400}}")));

        assertThat(committed).isEqualTo(new DecodedIngest.Committed(1, 1, 0, 0));
        assertThat(database.one("SELECT reason, tag, stream, seq, convert_from(payload, 'UTF8') FROM quarantine"))
                .isEqualTo("number_out_of_range bad s 1 \"bad\":1e400");
        assertThat(database.counted("points")).isEqualTo(1);
    }

    @Test
    void what_is_bad_in_a_message_that_comes_again_is_not_quarantined_again() throws SQLException {
        Arrival message = telemetry(
                "d1", "{\"v\":1,\"stream\":\"s\",\"seq\":1,\"ts\":" + NOW + ",\"m\":{\"good\":1,\"bad\":1e400}}");

        ingest(0).store(List.of(message, message));
        ingest(1).store(List.of(message));

        assertThat(database.one("SELECT count(*) FROM quarantine")).isEqualTo("1");
    }

    @Test
    void of_a_message_larger_than_any_that_is_read_the_beginning_is_kept_and_how_long_it_was() throws SQLException {
        ingest(0).store(List.of(telemetry("d1", "x".repeat(300 * 1024))));

        assertThat(database.one("SELECT size, length(payload) FROM quarantine")).isEqualTo("307200 262144");
    }

    @Test
    void what_cannot_be_read_is_quarantined_whole_settled_and_not_billed() throws SQLException {
        List<String> bodies = List.of(
                "",
                "{",
                "{\"v\":9,\"stream\":\"s\",\"seq\":1,\"ts\":" + NOW + ",\"m\":{\"a\":1}}",
                "{\"v\":1,\"stream\":\"s\",\"seq\":2,\"ts\":"
                        + (NOW - Duration.ofDays(8).toMillis()) + ",\"m\":{\"a\":1}}",
                "{\"v\":1,\"stream\":\"s\",\"seq\":3,\"ts\":"
                        + (NOW + Duration.ofHours(1).toMillis()) + ",\"m\":{\"a\":1}}",
                "{\"v\":1,\"stream\":\"s\",\"seq\":4,\"ts\":" + NOW + ",\"m\":{\"a\":\"\\ud800\"}}",
                "{\"v\":1,\"stream\":\"s\",\"seq\":5,\"ts\":253402300799999,\"m\":{\"a\":1}}");

        ingest(0).store(bodies.stream().map(body -> telemetry("d1", body)).toList());

        assertThat(database.read("SELECT reason FROM quarantine ORDER BY id"))
                .containsExactly(
                        "empty", "not_json", "unknown_version", "too_old", "in_future", "bad_text", "in_future");
        assertThat(database.read("SELECT encode(payload, 'hex') FROM quarantine WHERE tag IS NULL ORDER BY id"))
                .containsExactlyElementsOf(bodies.stream()
                        .filter(body -> !body.contains("ud800"))
                        .map(body -> HexFormat.of().formatHex(body.getBytes(StandardCharsets.UTF_8)))
                        .toList());
        assertThat(database.one("SELECT highest, missing FROM stream")).isEqualTo("5 {}");
        assertThat(database.one("SELECT count(*) FROM usage_window")).isEqualTo("0");
        assertThat(database.one("SELECT stored, quarantined FROM arrival_hour")).isEqualTo("0 7");
        assertThat(database.one("SELECT count(*) FROM pg_inherits WHERE inhparent = 'sample'::regclass"))
                .as("no partition of odd times")
                .isEqualTo("1");
    }

    @Test
    void a_declared_gap_closes_its_hole_and_is_one_row_however_often_it_comes() throws SQLException {
        DecodedIngest ingest = ingest(0);
        Arrival gap = telemetry("d1", "{\"v\":2,\"stream\":\"s\",\"gap\":[[2,4]],\"reason\":\"cap\"}");
        ingest.store(List.of(telemetry("d1", batch("s", 1)), telemetry("d1", batch("s", 6)), gap, gap));

        assertThat(database.one("SELECT highest, missing, lost FROM stream")).isEqualTo("6 {5,5} {2,4}");
        assertThat(database.one("SELECT stream, first_seq, last_seq, reason FROM gap"))
                .isEqualTo("s 2 4 cap");
        assertThat(database.counted("messages")).isEqualTo(2);
    }

    @Test
    void a_message_without_a_position_is_stored_each_time_it_comes() throws SQLException {
        Arrival plain = telemetry("d1", "{\"v\":1,\"ts\":" + NOW + ",\"m\":{\"a\":1}}");
        ingest(0).store(List.of(plain, plain));

        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
        assertThat(database.counted("messages")).isEqualTo(2);
        assertThat(database.one("SELECT count(*) FROM stream")).isEqualTo("0");
    }

    @Test
    void data_that_no_try_can_store_are_quarantined_alone() throws SQLException {
        database.asOwner("ALTER TABLE sample ADD CHECK (value <> 5)");
        List<Arrival> messages = new ArrayList<>();
        for (long seq = 1; seq <= 9; seq++) {
            messages.add(telemetry("d1", batch("s", seq)));
        }

        ingest(0).store(messages);

        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("16");
        assertThat(database.one("SELECT reason, seq FROM quarantine")).isEqualTo("refused_by_historian 5");
        assertThat(database.one("SELECT highest, missing FROM stream")).isEqualTo("9 {}");
        assertThat(database.counted("messages")).isEqualTo(8);
    }

    @Test
    void a_transaction_that_fails_in_its_last_statement_leaves_nothing_and_can_be_repeated() throws SQLException {
        database.asOwner("REVOKE INSERT ON usage_window FROM \"" + name() + "_writer\"");
        DecodedIngest ingest = ingest(0);
        List<Arrival> messages = List.of(telemetry("d1", batch("s", 1)), telemetry("d2", batch("s", 1)));

        assertThatThrownBy(() -> ingest.store(messages)).isInstanceOf(SQLException.class);
        for (String table : List.of("sample", "stream", "series_last", "device_hour", "site_hour", "device")) {
            assertThat(database.one("SELECT count(*) FROM " + table)).as(table).isEqualTo("0");
        }

        database.asOwner("GRANT INSERT ON usage_window TO \"" + name() + "_writer\"");
        ingest.store(messages);
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("4");
        assertThat(database.counted("device_hours")).isEqualTo(2);
    }

    @Test
    void a_stream_too_scattered_takes_no_more_holes_and_loses_nothing() throws SQLException {
        List<Arrival> every = new ArrayList<>();
        for (long seq = 2; seq <= 2_052; seq += 2) {
            every.add(telemetry("d1", batch("s", seq)));
        }
        DecodedIngest ingest = ingest(0);
        ingest.store(every);

        assertThat(database.one("SELECT stored, dropped FROM arrival_hour")).isEqualTo("1024 2");
        assertThat(database.one("SELECT highest FROM stream")).isEqualTo("2048");
    }

    @Test
    void many_bad_points_of_one_message_are_one_row_that_holds_them_all() throws SQLException {
        String values = "0" + ",1e400".repeat(100);
        String times = "0" + ",0".repeat(100);
        ingest(0)
                .store(List.of(telemetry(
                        "d1",
                        "{\"v\":2,\"stream\":\"s\",\"seq\":1,\"t0\":" + NOW + ",\"tags\":{\"a\":{\"dt\":[" + times
                                + "],\"x\":[" + values + "]}}}")));

        assertThat(database.one("SELECT reason, size = length(payload), size > 700 FROM quarantine"))
                .isEqualTo("many_bad_points t t");
        assertThat(database.counted("points")).isEqualTo(1);
    }

    @Test
    void a_series_takes_the_unit_and_kind_of_its_latest_message() throws SQLException {
        DecodedIngest ingest = ingest(0);
        String body = "{\"v\":1,\"ts\":" + NOW + ",\"m\":{\"a\":%s}}";
        ingest.store(List.of(telemetry("d1", body.formatted("{\"x\":1,\"u\":\"bar\"}"))));
        ingest.store(List.of(telemetry("d1", body.formatted("\"off\""))));
        ingest(1).store(List.of(telemetry("d1", body.formatted("{\"x\":2.5,\"u\":\"mbar\"}"))));

        assertThat(database.read("SELECT unit, kind FROM series")).containsExactly("mbar 0");
        assertThat(database.read("SELECT kind FROM sample ORDER BY kind")).containsExactly("0", "1", "3");
    }
}
