package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.operator.dashboards.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What dashboards ask, and what else somebody may ask through their data source, as the role that they have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardQueriesIT {

    private static final Path MIGRATIONS = Path.of("../tenant-runtime/src/main/resources/db/historian");
    private static final String FROM = "2026-11-21T00:00:00Z";
    private static final String TO = "2026-11-22T00:00:00Z";
    private static final String EVIL = "x' OR true; DROP TABLE historian.device; --";

    private final TenantDatabase database = TestDatabases.of("plant");

    @SuppressWarnings("NullAway.Init")
    private ScramServer server;

    /** One for all questions: a session that was closed counts towards the role's bound for a while. */
    @SuppressWarnings("NullAway.Init")
    private Connection reader;

    @BeforeAll
    void a_migrated_historian_with_a_little_in_it(@TempDir Path directory) throws SQLException, IOException {
        server = new ScramServer(directory);
        HistorianAdministrator.overJdbc().ensure(server.asSuperuser(), database);
        try (Connection owner = server.connect(database, database.owner());
                Statement statement = owner.createStatement()) {
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration)
                        .replace("${writer}", database.writer().name())
                        .replace("${reader}", database.reader().name()));
            }
            statement.execute("INSERT INTO series (device, site, tag, unit, kind) VALUES"
                    + " ('press', 'north', 'temperature', 'Cel', 0), ('press', 'north', 'state', NULL, 3),"
                    + " ('press', 'north', 'running', NULL, 2)");
            statement.execute("INSERT INTO sample (ts, value, series_id, quality, kind, text_value) SELECT"
                    + " timestamptz '" + FROM + "' + i * interval '1 minute', i, id, 192, kind,"
                    + " CASE kind WHEN 3 THEN 'on' END FROM series, generate_series(1, 60) i");
            statement.execute("INSERT INTO series_last SELECT id, '" + FROM + "', 1, 192, kind,"
                    + " CASE kind WHEN 3 THEN 'on' END FROM series");
            statement.execute(
                    "INSERT INTO device (id, site, connected, last_seen) VALUES ('press', 'north', true, now())");
            statement.execute("INSERT INTO arrival_hour (hour, slot, stored) VALUES ('" + FROM + "', 0, 60)");
            statement.execute("INSERT INTO device_hour VALUES ('" + FROM + "', 'press')");
            statement.execute(
                    "INSERT INTO gap (device, stream, first_seq, last_seq, reason, at) VALUES ('press', 's', 1, 2,"
                            + " 'evicted', '"
                            + FROM + "')");
            statement.execute("INSERT INTO quarantine (at, device, topic, reason, size, payload) VALUES ('" + FROM
                    + "', 'press', 't', 'r', 1, 'x')");
            statement.execute(
                    "INSERT INTO refusal (at, identity, reason, count) VALUES ('" + FROM + "', 'press', 'r', 1)");
        }
        reader = server.connect(database, database.reader());
    }

    @AfterAll
    void stop() throws SQLException {
        reader.close();
        server.close();
    }

    static Stream<String> queries() {
        return Queries.ofAll().stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void every_query_of_every_dashboard_finds_something(String sql) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery(Queries.sent(sql, FROM, TO, "press", "temperature", "north"))) {
            assertThat(rows.next()).as(sql).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_variable_from_the_address_bar_stays_a_value(String sql) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute(Queries.sent(sql, FROM, TO, EVIL, EVIL, EVIL));
            assertThat(ScramServer.values(reader, "SELECT id FROM historian.device"))
                    .containsExactly("press");
        }
    }

    @Test
    void values_read_as_people_write_them() throws SQLException {
        String latest = Queries.ofAll().stream()
                .filter(sql -> sql.contains("FROM historian.series_last l") && sql.contains("\"Value\""))
                .findFirst()
                .orElseThrow();
        assertThat(ScramServer.values(
                        reader,
                        "SELECT \"Tag\" || '=' || \"Value\" || ' ' || \"Quality\" FROM ("
                                + Queries.sent(latest, FROM, TO, "", "", "north") + ") q"))
                .containsExactly("running=true Good", "state=on Good", "temperature=1 Good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO historian.device (id, site) VALUES ('x', 'y')",
                "UPDATE historian.usage_row SET quantity = 0",
                "DELETE FROM historian.sample",
                "TRUNCATE historian.sample",
                "DROP TABLE historian.sample",
                "CREATE TABLE historian.mine (i int)",
                "CREATE TEMPORARY TABLE mine (i int)",
                "SELECT historian.forget_before(now())",
                "SELECT historian.ensure_day(current_date)",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT pg_ls_dir('.')",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "COPY historian.device FROM '/etc/passwd'",
                "SELECT lo_import('/etc/passwd')",
                "CREATE EXTENSION dblink",
                "SELECT * FROM pg_authid"
            })
    void whoever_asks_through_the_data_source_writes_nothing_and_reads_no_file(String attack) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET default_transaction_read_only TO off");
            assertThatThrownBy(() -> statement.execute(attack))
                    .as(attack)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isIn("42501", "25006", "0A000"));
        }
    }

    @Test
    void nor_does_anybody_sleep_beyond_the_roles_time() throws SQLException {
        try (Statement statement = reader.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(40)"))
                    .hasMessageContaining("statement timeout");
        }
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted(Comparator.comparing(file ->
                            Integer.valueOf(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))))
                    .toList();
        }
    }
}
