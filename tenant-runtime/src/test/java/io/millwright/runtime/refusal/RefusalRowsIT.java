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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping refusals, on a real PostgreSQL. */
class RefusalRowsIT {

    private static final Instant NOW = Instant.now();

    private static RefusalReport report(Duration ago, String reason) {
        return new RefusalReport(
                NOW.minus(ago), "urn:millwright:acme:bremen:press-1", reason, Optional.of("mw/v1/x"), 2);
    }

    @Test
    void a_report_that_comes_again_is_one_row_and_what_is_old_goes(@TempDir Path directory) throws Exception {
        try (TestHistorian historian = new TestHistorian(directory);
                TestDatabase database = TestDatabase.of(historian, directory, "acme");
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
