package io.millwright.runtime.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.TestHistorian;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** What a writer leaves behind whose connection was swallowed, on a real PostgreSQL. */
class AbandonedSessionsIT {

    private static final String LOCK = "SELECT * FROM stream WHERE device = 'd1' FOR UPDATE";

    @Test
    void a_copy_that_nobody_feeds_loses_its_locks_and_nobody_else_loses_anything(@TempDir Path directory)
            throws Exception {
        try (TestHistorian historian = new TestHistorian(directory);
                TestDatabase acme = TestDatabase.of(historian, directory, "acme");
                TestDatabase bolt = TestDatabase.of(historian, directory, "bolt");
                Connection idle = acme.writer().getConnection();
                Connection successor = acme.writer().getConnection();
                Connection foreign = bolt.writer().getConnection()) {
            execute(
                    successor,
                    "INSERT INTO stream (device, stream, highest, missing, lost) VALUES ('d1', 's', 0, '{}', '{}')");
            foreign.setAutoCommit(false);
            execute(foreign, LOCK);
            // Not closed: the pool cannot roll back what the server has ended.
            Connection swallowed = acme.writer().getConnection();
            swallowed.setAutoCommit(false);
            execute(swallowed, LOCK);
            CopyIn unfinished = swallowed
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY sample (ts, value, series_id, quality, kind, text_value) FROM STDIN");

            assertThat(AbandonedSessions.end(successor, Duration.ofMinutes(1))).isZero();
            execute(successor, "SET lock_timeout = '10s'");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> AbandonedSessions.end(successor, Duration.ofMillis(1)) == 1);

            execute(successor, LOCK);
            execute(idle, "SELECT 1");
            execute(foreign, "SELECT 1");
            assertThatThrownBy(unfinished::endCopy).isInstanceOf(SQLException.class);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
