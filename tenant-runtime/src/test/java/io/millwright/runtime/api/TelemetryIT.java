package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.query.HistorianReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is stored is what is answered, in the shapes the control plane reads; and what nobody may ask. */
@Timeout(120)
class TelemetryIT {

    private static final String ACME = "/v1/tenants/acme";
    private static final String RANGE = "&from=2026-11-21T10:00:00Z&to=2026-11-21T11:00:00Z";

    @TempDir
    static Path directory;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme").holding("bolt");
        api.store(
                "acme",
                """
                INSERT INTO series (device, site, tag, unit, kind) VALUES
                ('press-1', 'bremen', 'temperature', 'Cel', 0), ('press-1', 'bremen', 'running', NULL, 2),
                ('press-2', 'bremen', 'temperature', 'Cel', 0), ('press-2', 'bremen', 'état ''; DROP', NULL, 3),
                ('press-2', 'bremen', 'count', NULL, 1)\
                """,
                """
                INSERT INTO series_last (series_id, ts, value, quality, kind, text_value)
                SELECT id, '2026-11-21 10:59:59.123Z', CASE tag WHEN 'temperature' THEN 25.5 WHEN 'running' THEN 1 END, 192,
                  kind, CASE WHEN kind = 3 THEN 'läuft' WHEN kind = 1 THEN '9007199254740993' END FROM series\
                """,
                // A point a second for an hour; the first of each ten minutes twice, with the same time.
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(secs => n), n, id, 192, 0
                FROM series, generate_series(0, 3599) n WHERE device = 'press-1' AND tag = 'temperature'\
                """,
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(mins => n * 10), -1, id, 192, 0
                FROM series, generate_series(0, 5) n WHERE device = 'press-1' AND tag = 'temperature'\
                """,
                """
                INSERT INTO sample (ts, value, series_id, quality, kind, text_value)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(mins => n), NULL, id, 0, 3, 'text ' || n
                FROM series, generate_series(0, 2) n WHERE kind = 3\
                """);
        api.store("bolt", """
            INSERT INTO series (device, site, tag, unit, kind) VALUES ('pump-1', 'ulm', 'canary-of-bolt', NULL, 0)\
            """, """
            INSERT INTO series_last SELECT id, now(), 1, 192, 0, NULL FROM series\
            """);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void latest_is_the_newest_point_of_each_series_with_its_value_as_it_was() throws Exception {
        JsonNode points = api.json(ACME + "/latest").path("points");

        assertThat(points.size()).isEqualTo(5);
        assertThat(points.get(1).toString())
                .isEqualTo("{\"device\":\"press-1\",\"tag\":\"temperature\",\"unit\":\"Cel\","
                        + "\"ts\":\"2026-11-21T10:59:59.123Z\",\"value\":25.5,\"quality\":192}");
        assertThat(points.get(0).path("value").booleanValue()).isTrue();
        assertThat(points.get(2).path("value").longValue()).isEqualTo(9007199254740993L);
        assertThat(points.get(4).path("value").stringValue()).isEqualTo("läuft");
        assertThat(points.toString()).doesNotContain("canary");
    }

    @Test
    void latest_is_narrowed_by_devices_and_tags() throws Exception {
        assertThat(api.json(ACME + "/latest?device=press-2&tag=temperature&tag=count")
                        .path("points")
                        .size())
                .isEqualTo(2);
        assertThat(api.json(ACME + "/latest?tag=" + encoded("état '; DROP"))
                        .path("points")
                        .size())
                .isEqualTo(1);
        assertThat(api.json(ACME + "/latest?device=pump-1").path("points").size())
                .isZero();
    }

    @Test
    void a_history_by_pages_has_every_point_once_however_they_are_cut() throws Exception {
        List<String> all = pages(1_000);
        List<String> cut = pages(37);

        assertThat(all).hasSize(3_606);
        assertThat(cut).isEqualTo(all);
        assertThat(all.subList(0, 2))
                .containsExactly(
                        "{\"ts\":\"2026-11-21T10:00:00.000Z\",\"value\":-1.0,\"quality\":192}",
                        "{\"ts\":\"2026-11-21T10:00:00.000Z\",\"value\":0.0,\"quality\":192}");
    }

    /** One a page, so that the same statement is asked often enough for the driver to read its rows in the other form. */
    @Test
    void points_a_microsecond_apart_are_each_on_one_page() throws Exception {
        api.store("acme", """
            INSERT INTO sample (ts, value, series_id, quality, kind)
            SELECT '2026-11-21 10:00:00.000999Z'::timestamptz + n * interval '1 microsecond', n, id, 192, 1
            FROM series, generate_series(0, 29) n WHERE device = 'press-2' AND tag = 'count'\
            """);

        List<String> points = pages("press-2&tag=count", 1);

        assertThat(points)
                .hasSize(30)
                .startsWith(
                        "{\"ts\":\"2026-11-21T10:00:00.000Z\",\"value\":0,\"quality\":192}",
                        "{\"ts\":\"2026-11-21T10:00:00.001Z\",\"value\":1,\"quality\":192}")
                .endsWith("{\"ts\":\"2026-11-21T10:00:00.001Z\",\"value\":29,\"quality\":192}")
                .doesNotHaveDuplicates();
    }

    private static List<String> pages(int limit) throws Exception {
        return pages("press-1&tag=temperature", limit);
    }

    private static List<String> pages(String series, int limit) throws Exception {
        List<String> points = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.json(ACME + "/history?device=" + series + RANGE + "&limit=" + limit + cursor);
            page.path("points").forEach(point -> points.add(point.toString()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").stringValue() : "";
        } while (!cursor.isEmpty());
        return points;
    }

    @ParameterizedTest
    @CsvSource({"avg, 299.0", "min, -1.0", "max, 599.0", "sum, 179699.0", "count, 601", "first, -1.0", "last, 599.0"})
    void a_bucket_is_aggregated(String aggregate, String value) throws Exception {
        JsonNode history =
                api.json(ACME + "/history?device=press-1&tag=temperature&bucket=10m&aggregate=" + aggregate + RANGE);

        assertThat(history.path("bucket").stringValue()).isEqualTo("10m");
        assertThat(history.path("aggregate").stringValue()).isEqualTo(aggregate);
        assertThat(history.path("unit").stringValue()).isEqualTo("Cel");
        assertThat(history.path("points").size()).isEqualTo(6);
        assertThat(history.path("points").get(0).toString())
                .isEqualTo("{\"ts\":\"2026-11-21T10:00:00.000Z\",\"value\":" + value + ",\"count\":601}");
    }

    @Test
    void buckets_come_by_pages_too() throws Exception {
        String question = ACME + "/history?device=press-1&tag=temperature&bucket=1m&aggregate=count&limit=40" + RANGE;
        JsonNode first = api.json(question);
        JsonNode second = api.json(question + "&cursor=" + first.path("next").stringValue());

        assertThat(first.path("points").size()).isEqualTo(40);
        assertThat(second.path("points").size()).isEqualTo(20);
        assertThat(second.has("next")).isFalse();
        assertThat(second.path("points").get(0).path("ts").stringValue()).isEqualTo("2026-11-21T10:40:00.000Z");
    }

    @Test
    void texts_are_counted_and_picked_but_have_no_average() throws Exception {
        String question =
                ACME + "/history?device=press-2&tag=" + encoded("état '; DROP") + "&bucket=1h" + RANGE + "&aggregate=";

        assertThat(api.json(question + "avg").path("points").size()).isZero();
        assertThat(api.json(question + "count")
                        .path("points")
                        .get(0)
                        .path("value")
                        .longValue())
                .isEqualTo(3);
        assertThat(api.json(question + "last")
                        .path("points")
                        .get(0)
                        .path("value")
                        .stringValue())
                .isEqualTo("text 2");
    }

    @Test
    void a_series_that_is_not_there_has_no_points_whoevers_it_is() throws Exception {
        JsonNode unknown = api.json(ACME + "/history?device=press-9&tag=nothing" + RANGE);
        JsonNode neighbours = api.json(ACME + "/history?device=pump-1&tag=canary-of-bolt" + RANGE);

        assertThat(unknown.path("points").size()).isZero();
        assertThat(neighbours.path("points").size()).isZero();
        assertThat(neighbours.has("unit")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/history",
                "/history?device=press-1",
                "/history?device=press-1&tag=",
                "/history?device=PRESS&tag=t",
                "/history?device=press-1&device=press-2&tag=t",
                "/history?device=press-1&tag=%00",
                "/history?device=press-1&tag=t&from=yesterday",
                "/history?device=press-1&tag=t&from=2026-11-21T10:00:00Z&to=2026-11-21T10:00:00Z",
                "/history?device=press-1&tag=t&from=1970-01-01T00:00:00Z",
                "/history?device=press-1&tag=t&to=%2B999999999-12-31T23:59:59Z",
                "/history?device=press-1&tag=t&from=-9999-01-01T00:00:00Z",
                "/history?device=press-1&tag=t&limit=0",
                "/history?device=press-1&tag=t&limit=10001",
                "/history?device=press-1&tag=t&limit=1e3",
                "/history?device=press-1&tag=t&bucket=0s",
                "/history?device=press-1&tag=t&bucket=1ms",
                "/history?device=press-1&tag=t&bucket=1s&from=2026-01-01T00:00:00Z&to=2026-11-21T10:00:00Z",
                "/history?device=press-1&tag=t&bucket=1m&aggregate=median",
                "/history?device=press-1&tag=t&bucket=1m&aggregate=avg)%3B--",
                "/history?device=press-1&tag=t&aggregate=avg",
                "/history?device=press-1&tag=t&cursor=1%20OR%201",
                "/latest?device=' OR ''='",
                "/latest?device=%ff",
                "/traffic?from=2020-01-01T00:00:00Z&to=2019-01-01T00:00:00Z",
                "/usage?after=' OR 1",
                "/usage/devices?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/usage/devices/press-1?unit=week",
                "/usage/devices/PRESS",
                "/quarantine?cursor=-1"
            })
    void what_is_not_valid_is_refused_with_a_sentence(String path) throws Exception {
        HttpResponse<String> response = api.get(ACME + path.replace(" ", "%20"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"detail\":\"").doesNotContainIgnoringCase("sql", "exception");
    }

    @Test
    void the_database_is_asked_as_the_reader_for_a_bounded_time() throws Exception {
        String answer;
        try (HistorianReader reader = api.reader("acme")) {
            answer = reader.read(TelemetryIT::whoAsks);
        }
        assertThat(answer).isEqualTo("acme_reader 5s on");
    }

    private static String whoAsks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user, current_setting('statement_timeout'),"
                        + " current_setting('transaction_read_only')")) {
            row.next();
            return row.getString(1) + " " + row.getString(2) + " " + row.getString(3);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
