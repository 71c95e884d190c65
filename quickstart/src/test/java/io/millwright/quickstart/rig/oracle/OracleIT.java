package io.millwright.quickstart.rig.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.operator.historian.DatabaseRole;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.TenantDatabase;
import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.tenant.Certificates;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import io.millwright.quickstart.rig.tenant.TenantDirectories;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.tenant.TenantConfiguration.Database;
import io.millwright.runtime.tenant.TenantConfiguration.Role;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The oracle's SQL on the historian's real schema, with rows as a runtime would have written them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleIT {

    private static final int MESSAGES = 200;

    private DataDirectory directory;
    private LocalPostgres postgres;
    private Connection connection;
    private Truth truth;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = DataDirectory.open(temporary);
        postgres =
                LocalPostgres.start(directory.resolve("pg"), directory.ports().port("postgres"), "super-secret");
        HistorianAddress address = new HistorianAddress(postgres.url(), postgres.username(), postgres.password());
        TenantDirectories tenant = new TenantDirectories("acme", new Certificates("acme"));
        tenant.makeDatabase(address);
        TenantDatabase database = tenant.database();
        String url = HistorianServer.urlOf(postgres.url(), database.name());
        assertThat(HistorianSchema.migrate(new Database(
                        url,
                        database.name(),
                        role(database.owner()),
                        role(database.writer()),
                        role(database.reader()))))
                .isInstanceOf(HistorianSchema.Outcome.Current.class);
        connection = DriverManager.getConnection(url, postgres.username(), postgres.password());
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        postgres.close();
        directory.close();
    }

    @BeforeEach
    void store() throws SQLException {
        run("TRUNCATE historian.sample, historian.series, historian.stream, historian.quarantine,"
                + " historian.usage_row, historian.usage_window");
        Journal journal = new Journal("press-1", "k3x9", Shape.TEN, 1_760_000_000_000L);
        for (int tag = 0; tag < Shape.TEN.tags(); tag++) {
            run("INSERT INTO historian.series (device, site, tag, kind) VALUES ('press-1', 'bremen', 'tag-" + tag
                    + "', 0)");
        }
        for (long seq = 1; seq <= MESSAGES; seq++) {
            journal.append(seq);
            for (int tag = 0; tag < Shape.TEN.tags(); tag++) {
                for (int k = 0; k < Shape.TEN.pointsPerTag(); k++) {
                    point(tag, Shape.TEN.time(1_760_000_000_000L, seq, k), Shape.quarters(seq, tag, k) / 4.0);
                }
            }
        }
        run("INSERT INTO historian.stream (device, stream, highest, missing, lost) VALUES ('press-1', 'k3x9', "
                + MESSAGES + ", '{}', '{}')");
        truth = Load.truth(List.of(journal));
        usage("points", truth.points());
        usage("messages", truth.messages());
    }

    @Test
    void what_is_stored_once_and_billed_once_holds() throws Exception {
        assertThat(judge()).isEqualTo(new Verdict(2_000, 2_000, 0, 2_000, List.of()));
    }

    @Test
    void one_lost_row_is_caught() throws Exception {
        run("DELETE FROM historian.sample WHERE ctid = (SELECT ctid FROM historian.sample LIMIT 1)");

        assertThat(judge().stored()).isEqualTo(1_999);
        assertThat(judge().faults()).hasSize(1);
    }

    @Test
    void one_doubled_row_is_caught() throws Exception {
        run("INSERT INTO historian.sample SELECT * FROM historian.sample LIMIT 1");

        assertThat(judge().duplicates()).isEqualTo(1);
        assertThat(judge().holds()).isFalse();
    }

    @Test
    void a_row_lost_for_one_doubled_is_caught() throws Exception {
        run("UPDATE historian.sample SET ts = (SELECT min(ts) FROM historian.sample) WHERE ts = (SELECT max(ts) FROM"
                + " historian.sample) AND series_id = (SELECT min(id) FROM historian.series)");

        assertThat(judge().stored()).isEqualTo(2_000);
        assertThat(judge().holds()).isFalse();
    }

    @Test
    void a_changed_value_is_caught() throws Exception {
        run("UPDATE historian.sample SET value = value + 0.25 WHERE ctid = (SELECT ctid FROM historian.sample"
                + " LIMIT 1)");

        assertThat(judge().holds()).isFalse();
    }

    @Test
    void only_the_last_revision_of_a_window_is_billed() throws Exception {
        run("INSERT INTO historian.usage_row (meter, hour, source, revision, quantity)"
                + " SELECT meter, hour, source, 2, quantity FROM historian.usage_row");

        assertThat(judge().metered()).isEqualTo(2_000);
    }

    @Test
    void usage_that_was_counted_and_not_published_is_not_billed() throws Exception {
        run("DELETE FROM historian.usage_row WHERE meter = 'points'");

        assertThat(judge().metered()).isZero();
        assertThat(judge().holds()).isFalse();
    }

    @Test
    void an_agent_may_measure_twice_in_a_millisecond_and_what_it_measured_is_stored_once() throws Exception {
        run("INSERT INTO historian.series (device, site, tag, kind) VALUES ('agent-1', 'bremen', 'agent', 0)");
        run("INSERT INTO historian.stream (device, stream, highest, missing, lost) VALUES ('agent-1', 'a1', 1,"
                + " '{}', '{}')");
        String measured = "INSERT INTO historian.sample (ts, value, series_id, quality, kind)"
                + " SELECT '2025-10-09T08:00Z', 1.75, id, 192, 0 FROM historian.series WHERE device = 'agent-1'";
        run(measured);
        run(measured);
        truth = truth.and(new Truth(
                Map.of(),
                Map.of(new Truth.Series("agent-1", "agent"), new Truth.Tally(2, 3.5)),
                Map.of(new Truth.Stream("agent-1", "a1"), new Truth.Position(1, List.of(), List.of())),
                1,
                2));
        for (String table : List.of("usage_window", "usage_row")) {
            run("UPDATE historian." + table + " SET quantity = quantity + CASE meter WHEN 'points' THEN 2 ELSE 1 END");
        }

        assertThat(judge().faults()).isEmpty();
        run(measured);
        assertThat(judge().faults()).singleElement().asString().contains("agent-1");
    }

    private static Role role(DatabaseRole role) {
        return new Role(role.name(), new Secret(role.password().value()));
    }

    private Verdict judge() throws Exception {
        return Oracle.judge(connection, truth, Duration.ofMillis(50));
    }

    private void point(int tag, long millis, double value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO historian.sample (ts, value, series_id, quality, kind)"
                        + " SELECT to_timestamp(? / 1000.0), ?, id, 192, 0 FROM historian.series WHERE tag = ?")) {
            insert.setLong(1, millis);
            insert.setDouble(2, value);
            insert.setString(3, Shape.tag(tag));
            insert.executeUpdate();
        }
    }

    private void usage(String meter, long quantity) throws SQLException {
        for (String table : List.of("usage_window (quantity, slot", "usage_row (quantity, revision")) {
            run("INSERT INTO historian." + table + ", meter, hour, source) VALUES (" + quantity + ", 1, '" + meter
                    + "', '2025-10-09T08:00Z', 'runtime')");
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
