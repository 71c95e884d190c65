package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.historian.Upkeep;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same schema and statements on a real TimescaleDB, named by {@code -Dmillwright.test.historian-url=jdbc:postgresql://...}. */
class IngestOnTimescaleIT {

    private static final String PROPERTY = "millwright.test.historian-url";

    private static final String NAME = "millwright_ingest_test";

    @Test
    void points_lie_in_chunks_by_day_and_old_chunks_go() throws Exception {
        String url = System.getProperty(PROPERTY, "");
        assumeTrue(!url.isBlank(), "no TimescaleDB: give its address as -D" + PROPERTY);
        String server = url.replaceFirst("[?].*$", "").replaceFirst("^(jdbc:postgresql://[^/]+/).*$", "$1");
        try (TestDatabase database = TestDatabase.onTimescale(server, NAME)) {
            DecodedIngest ingest = new DecodedIngest(
                    database.writer(),
                    () -> Duration.ofDays(7),
                    Clock.fixed(Instant.ofEpochMilli(Messages.NOW), ZoneOffset.UTC),
                    0);
            List<Arrival> messages = new ArrayList<>();
            for (long seq = 1; seq <= 100; seq++) {
                messages.add(telemetry("d1", batch("s", seq)));
                messages.add(telemetry(
                        "d2",
                        "{\"v\":1,\"stream\":\"s\",\"seq\":" + seq + ",\"ts\":" + (Messages.NOW - 3 * 86_400_000L)
                                + ",\"m\":{\"a\":" + seq + "}}"));
            }
            ingest.store(messages);
            ingest.store(messages);

            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("300");
            assertThat(database.one("SELECT count(DISTINCT tableoid) FROM sample"))
                    .isEqualTo("2");
            assertThat(database.counted("points")).isEqualTo(300);

            try (Connection connection = database.writer().getConnection()) {
                Upkeep.run(connection, Duration.ofDays(1), Instant.ofEpochMilli(Messages.NOW));
            }
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("200");
        } finally {
            TestDatabase.removeFrom(server, NAME);
        }
    }
}
