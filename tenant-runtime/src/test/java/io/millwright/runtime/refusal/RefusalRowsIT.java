package io.millwright.runtime.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.TestHistorian;
import io.millwright.runtime.historian.Upkeep;
import io.millwright.wire.refusal.RefusalReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping refusals, on a real PostgreSQL. */
class RefusalRowsIT {

    private static final Instant NOW = Instant.now();

    private static RefusalReport report(Duration ago, String reason) {
        return new RefusalReport(
                NOW.minus(ago), "urn:millwright:acme:bremen:press-1", reason, Optional.of("mw/v1/x"), 2);
    }

    @TempDir
    private static Path directory;

    private static TestHistorian historian;

    @BeforeAll
    static void start() throws Exception {
        historian = new TestHistorian(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        historian.close();
    }

    @Test
    void what_outlived_its_time_or_a_hundred_thousand_others_goes() throws Exception {
        try (TestDatabase database = TestDatabase.of(historian, directory, "bolt");
                Connection connection = database.writer().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                INSERT INTO refusal (id, at, identity, reason, count) OVERRIDING SYSTEM VALUE VALUES
                (2, now(), 'others', 'beyond', 1), (3, now(), 'others', 'last', 1),
                (4, now() - interval '9 days', 'others', 'old', 1), (100002, now(), 'others', 'newest', 1)\
                """);
            statement.execute("""
                INSERT INTO quarantine (id, at, device, topic, reason, size, payload) OVERRIDING SYSTEM VALUE VALUES
                (2, now(), 'd', 't', 'beyond', 0, ''), (3, now(), 'd', 't', 'last', 0, ''),
                (4, now() - interval '9 days', 'd', 't', 'old', 0, ''), (100002, now(), 'd', 't', 'newest', 0, '')\
                """);
            statement.execute("""
                INSERT INTO gap (device, stream, first_seq, last_seq, reason, at) VALUES
                ('d', 's', 1, 2, 'cap', now() - interval '801 days'), ('d', 's', 3, 4, 'corrupt', now() - interval '799 days')\
                """);

            Upkeep.run(connection, Duration.ofDays(7), NOW);

            assertThat(database.read("SELECT reason FROM gap")).containsExactly("corrupt");
            assertThat(database.read("SELECT reason FROM refusal ORDER BY id")).containsExactly("last", "newest");
            assertThat(database.read("SELECT reason FROM quarantine ORDER BY id"))
                    .containsExactly("last", "newest");
        }
    }

    @Test
    void a_report_that_comes_again_is_one_row_and_what_is_old_goes() throws Exception {
        try (TestDatabase database = TestDatabase.of(historian, directory, "acme");
                Connection connection = database.writer().getConnection()) {
            List<RefusalReport> reports = List.of(report(Duration.ZERO, "qos"), report(Duration.ofDays(9), "retain"));

            RefusalRows.store(connection, reports);
            RefusalRows.store(connection, reports);

            assertThat(database.read("SELECT reason, count FROM refusal ORDER BY id"))
                    .containsExactly("qos 2", "retain 2");
            assertThatThrownBy(() -> connection.createStatement().execute("UPDATE refusal SET count = 1"))
                    .isInstanceOf(SQLException.class);

            Upkeep.run(connection, Duration.ofDays(7), NOW);

            assertThat(database.read("SELECT reason FROM refusal")).containsExactly("qos");
        }
    }
}
