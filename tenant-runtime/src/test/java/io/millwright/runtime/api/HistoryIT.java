package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millwright.runtime.TestTenants;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Histories of several tags, filled, chosen by themselves, rolled up, as files; and readers that leave. */
@Timeout(120)
class HistoryIT {

    private static final String HISTORY = "/v1/tenants/acme/history";
    private static final String RANGE = "&from=2026-11-21T10:00:00Z&to=2026-11-21T11:00:00Z";
    private static final String SPEED = HISTORY + "?device=press-1&tag=speed";

    @TempDir
    static Path directory;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new TestApi(directory).holding("acme");
        api.store(
                "acme",
                """
                INSERT INTO series (device, site, tag, unit, kind) VALUES
                ('press-1', 'bremen', 'speed', '1/min', 0), ('press-1', 'bremen', 'a:b', NULL, 0),
                ('press-2', 'aachen', '=cmd', '@unit', 3), ('press-2', 'aachen', 'rolled', NULL, 0),
                ('press-2', 'aachen', 'many', NULL, 0)\
                """,
                // A point a second in the first ten minutes of each twenty.
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(secs => n), n, id, 192, 0
                FROM series, generate_series(0, 3599) n WHERE tag = 'speed' AND n % 1200 < 600\
                """,
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(mins => n), -n, id, 192, 0
                FROM series, generate_series(0, 4) n WHERE tag = 'a:b'\
                """,
                """
                INSERT INTO sample (ts, value, series_id, quality, kind, text_value)
                SELECT '2026-11-21 10:00:00Z'::timestamptz + make_interval(secs => n), NULL, id, 192, 3, '=1+' || n
                FROM series, generate_series(0, 1) n WHERE tag = '=cmd'\
                """,
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-20 00:00:00Z'::timestamptz + make_interval(secs => n), n, id, 192, 0
                FROM series, generate_series(0, 29999) n WHERE tag = 'many'\
                """,
                """
                INSERT INTO series_last (series_id, ts, value, quality, kind, text_value)
                SELECT id, '2026-11-21 11:00Z', 1, 192, 0, NULL FROM series\
                """);
        rolledUp();
    }

    /** Three hours of a point every ten seconds with value 1. What is rolled up says 100, so that it is seen where it is read. */
    private static void rolledUp() throws Exception {
        api.store(
                "acme",
                """
                INSERT INTO sample (ts, value, series_id, quality, kind)
                SELECT '2026-11-21 06:00:00Z'::timestamptz + make_interval(secs => 10 * n), 1, id, 192, 0
                FROM series, generate_series(0, 1079) n WHERE tag = 'rolled'\
                """,
                "SELECT ensure_rollups('2026-11-21')",
                """
                INSERT INTO rollup_minute (series_id, bucket, first_ts, last_ts, vsum, vmin, vmax, first_value, last_value, n,
                    numbers, first_kind, last_kind)
                SELECT id, b, b, b + interval '50 seconds', 600, 100, 100, 100, 100, 6, 6, 0, 0
                FROM series, generate_series('2026-11-21 06:00Z'::timestamptz, '2026-11-21 08:29Z', '1 minute') b WHERE tag = 'rolled'\
                """,
                """
                INSERT INTO rollup_hour (series_id, bucket, first_ts, last_ts, vsum, vmin, vmax, first_value, last_value, n,
                    numbers, first_kind, last_kind)
                SELECT id, b, b, b + interval '59 minutes', 3600000, 10000, 10000, 10000, 10000, 360, 360, 0, 0
                FROM series, generate_series('2026-11-21 06:00Z'::timestamptz, '2026-11-21 07:00Z', '1 hour') b WHERE tag = 'rolled'\
                """,
                "UPDATE rollup_mark SET until = '2026-11-21 08:30Z' WHERE resolution = 'minute'",
                "UPDATE rollup_mark SET until = '2026-11-21 08:00Z' WHERE resolution = 'hour'",
                // Twice, as it is when two writers marked it.
                """
                INSERT INTO rollup_dirty (series_id, hour, generation)
                SELECT id, '2026-11-21 07:00Z', g FROM series, generate_series(1, 2) g WHERE tag = 'rolled'\
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void several_tags_come_in_one_answer_each_with_its_own_points_and_cursor() throws Exception {
        JsonNode both = api.json(HISTORY + "?device=press-1&tag=speed&tag=a:b&limit=3" + RANGE);
        JsonNode named = api.json(HISTORY + "?series=press-2:%3Dcmd&series=press-1:a:b&series=press-9:none" + RANGE);

        assertThat(both.path("series").findValuesAsString("tag")).containsExactly("speed", "a:b");
        assertThat(both.path("series").get(0).path("points").size()).isEqualTo(3);
        assertThat(both.has("points")).isFalse();
        String next = both.path("series").get(0).path("next").stringValue();
        assertThat(api.json(SPEED + RANGE + "&cursor=" + next)
                        .path("points")
                        .get(0)
                        .path("value")
                        .doubleValue())
                .isEqualTo(3);
        assertThat(named.path("series").findValuesAsString("device")).containsExactly("press-2", "press-1", "press-9");
        assertThat(named.path("series")
                        .get(0)
                        .path("points")
                        .get(1)
                        .path("value")
                        .stringValue())
                .isEqualTo("=1+1");
        assertThat(named.path("series").get(1).path("points").size()).isEqualTo(5);
        assertThat(named.path("series").get(2).path("points").size()).isZero();
    }

    @Test
    void several_aggregates_stand_beside_each_other() throws Exception {
        JsonNode history = api.json(SPEED + RANGE + "&bucket=20m&aggregate=min,mean&aggregate=last,count");

        assertThat(history.path("aggregates").toString()).isEqualTo("[\"min\",\"avg\",\"last\",\"count\"]");
        assertThat(history.path("points").get(1).toString())
                .isEqualTo(
                        "{\"ts\":\"2026-11-21T10:20:00.000Z\",\"min\":1200.0,\"avg\":1499.5,\"last\":1799.0,\"count\":600}");
    }

    @ParameterizedTest
    @CsvSource({"none, 3, 2400.0", "null, 6,", "previous, 6, 299.5", "linear, 6, 899.5"})
    void buckets_without_points_are_filled_as_it_was_asked(String fill, int buckets, String second) throws Exception {
        JsonNode points = api.json(SPEED + RANGE + "&bucket=10m&fill=" + fill).path("points");

        assertThat(points.size()).isEqualTo(buckets);
        if (buckets == 6) {
            assertThat(points.get(1).toString())
                    .isEqualTo("{\"ts\":\"2026-11-21T10:10:00.000Z\",\"value\":" + (second == null ? "null" : second)
                            + ",\"count\":0}");
        }
    }

    @Test
    void the_resolution_follows_from_what_is_there_and_how_much_of_it_is_wanted() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        api.store(
                "acme",
                "INSERT INTO sample (ts, value, series_id, quality, kind) SELECT '" + now
                        + "'::timestamptz - make_interval(secs => n), n, id, 192, 0"
                        + " FROM series, generate_series(1, 1800) n WHERE tag = 'a:b'");
        String hour = HISTORY + "?device=press-1&tag=a:b&bucket=auto&from=" + now.minusSeconds(3_600) + "&to=" + now;

        JsonNode few = api.json(hour + "&points=2000");
        JsonNode fewer = api.json(hour + "&points=100&aggregate=max");
        JsonNode old = api.json(HISTORY + "?device=press-1&tag=a:b&bucket=auto&from=" + now.minus(Duration.ofDays(40))
                + "&to=" + now.minus(Duration.ofDays(40)).plusSeconds(600));

        assertThat(few.path("bucket").stringValue()).isEqualTo("raw");
        assertThat(few.path("points").size()).isEqualTo(1_800);
        assertThat(fewer.path("bucket").stringValue()).isEqualTo("1m");
        assertThat(fewer.path("points").size()).isBetween(30, 31);
        assertThat(old.path("bucket").stringValue()).isEqualTo("1m");
    }

    @Test
    void minutes_are_read_up_to_their_mark_and_dirty_hours_and_the_rest_from_points() throws Exception {
        JsonNode history = api.json(
                HISTORY + "?device=press-2&tag=rolled&bucket=30m&from=2026-11-21T06:00:30Z&to=2026-11-21T09:00:00Z");

        assertThat(history.path("resolution").stringValue()).isEqualTo("minutes");
        // 30 seconds of points before the first whole minute, then 29 minutes.
        assertThat(history.path("points").get(0).path("value").doubleValue())
                .isEqualTo((3 * 1.0 + 29 * 600) / (3 + 29 * 6));
        assertThat(history.path("points").findValuesAsString("value").subList(1, 6))
                .containsExactly("100.0", "1.0", "1.0", "100.0", "1.0");
        assertThat(history.path("points").findValuesAsString("count"))
                .containsExactly("177", "180", "180", "180", "180", "180");
    }

    @ParameterizedTest
    @CsvSource({"avg, 10000.0, 1.0", "max, 10000.0, 1.0", "first, 10000.0, 1.0", "last, 10000.0, 1.0", "count, 360, 360"
    })
    void hours_are_read_where_buckets_are_made_of_them(String aggregate, String first, String second) throws Exception {
        JsonNode history = api.json(HISTORY + "?device=press-2&tag=rolled&bucket=1h&aggregate=" + aggregate
                + "&from=2026-11-21T06:00:00Z&to=2026-11-21T08:00:00Z");

        assertThat(history.path("resolution").stringValue()).isEqualTo("hours");
        assertThat(history.path("points").findValuesAsString("value")).containsExactly(first, second);
    }

    @Test
    void a_file_has_a_row_for_each_point_of_each_tag_and_no_formula() throws Exception {
        HttpResponse<String> file = api.get(HISTORY + "?series=press-2:%3Dcmd&series=press-1:a:b&format=csv" + RANGE);

        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(file.body().split("\r\n"))
                .hasSize(8)
                .startsWith(
                        "time,device,tag,unit,value,quality",
                        "2026-11-21T10:00:00.000Z,press-2,'=cmd,'@unit,'=1+0,192",
                        "2026-11-21T10:00:01.000Z,press-2,'=cmd,'@unit,'=1+1,192",
                        "2026-11-21T10:00:00.000Z,press-1,a:b,,0.0,192",
                        "2026-11-21T10:01:00.000Z,press-1,a:b,,-1.0,192");
    }

    @Test
    void a_file_goes_on_over_many_pages_and_says_where_it_ended() throws Exception {
        String many = HISTORY + "?device=press-2&tag=many&format=csv&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z";

        List<String> all = api.get(many).body().lines().toList();
        List<String> cut = api.get(many + "&limit=12345").body().lines().toList();
        List<String> buckets =
                api.get(many + "&bucket=1s&aggregate=max,count").body().lines().toList();

        assertThat(all).hasSize(30_001).doesNotHaveDuplicates();
        assertThat(all.getLast()).isEqualTo("2026-11-20T08:19:59.000Z,press-2,many,,29999.0,192");
        assertThat(cut).hasSize(12_347).startsWith(all.subList(0, 12_346).toArray(String[]::new));
        assertThat(cut.getLast()).isEqualTo("# ended after 12345 rows; ask on from 2026-11-20T03:25:45Z,press-2,many");
        assertThat(buckets).hasSize(30_001);
        assertThat(buckets.subList(0, 2))
                .containsExactly("time,device,tag,unit,max,count", "2026-11-20T00:00:00.000Z,press-2,many,,0.0,1");
    }

    @Test
    void latest_is_narrowed_by_site() throws Exception {
        assertThat(api.json("/v1/tenants/acme/latest?site=aachen")
                        .path("points")
                        .findValuesAsString("device"))
                .containsOnly("press-2")
                .hasSize(3);
        assertThat(api.json("/v1/tenants/acme/latest?site=nowhere")
                        .path("points")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?series=press-1",
                "?series=press-1:",
                "?series=PRESS:t",
                "?series=press-1:t&tag=u",
                "?device=press-1&tag=t&bucket=auto&cursor=1-1",
                "?device=press-1&tag=t&tag=u&cursor=1-1",
                "?device=press-1&tag=t&bucket=auto&points=10001",
                "?device=press-1&tag=t&bucket=1m&points=10",
                "?device=press-1&tag=t&fill=null",
                "?device=press-1&tag=t&bucket=1m&fill=zero",
                "?device=press-1&tag=t&bucket=1s&fill=null&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z",
                "?device=press-1&tag=t&bucket=1m&fill=null&limit=10",
                "?device=press-1&tag=t&bucket=raw&aggregate=min",
                "?device=press-1&tag=t&bucket=1m&aggregate=min,median",
                "?device=press-1&tag=t&format=xlsx",
                "?device=press-1&tag=t&format=csv&limit=1000001",
                "?device=press-1&tag=t&format=csv&cursor=1-1",
                "?device=press-1&tag=1&tag=2&tag=3&tag=4&tag=5&tag=6&tag=7&tag=8&tag=9&tag=10&tag=11&tag=12&tag=13&tag=14"
                    + "&tag=15&tag=16&tag=17&tag=18&tag=19&tag=20&tag=21"
            })
    void what_is_not_valid_is_refused_with_a_sentence(String question) throws Exception {
        HttpResponse<String> response = api.get(HISTORY + question);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void a_reader_that_leaves_ends_its_statement() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ApiHandler.class);
        log.start();
        logger.addAppender(log);
        try (Connection owner = api.owner("acme");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE historian.series IN ACCESS EXCLUSIVE MODE");

            try (SSLSocket socket = (SSLSocket) TestApi.CONTROL_PLANE
                    .tls(TestTenants.root())
                    .getSocketFactory()
                    .createSocket("localhost", api.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(("GET " + SPEED + RANGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                await().atMost(Duration.ofSeconds(60)).until(() -> api.waiting() == 1);
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> api.waiting() == 0);
            owner.rollback();
        } finally {
            logger.detachAppender(log);
        }
        // Had the statement's own limit ended it, that would have been logged.
        assertThat(log.list).isEmpty();
        assertThat(api.get(SPEED + RANGE).statusCode()).isEqualTo(200);
    }
}
