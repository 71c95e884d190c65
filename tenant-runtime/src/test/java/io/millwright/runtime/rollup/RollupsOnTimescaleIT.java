package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.historian.Upkeep;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The same statements on a real TimescaleDB, named by {@code -Dmillwright.test.historian-url=jdbc:postgresql://...}. */
class RollupsOnTimescaleIT {

    private static final String PROPERTY = "millwright.test.historian-url";

    private static final String NAME = "millwright_rollup_test";

    @Test
    void late_points_are_rolled_up_before_their_chunks_go_and_added_after() throws Exception {
        String url = System.getProperty(PROPERTY, "");
        assumeTrue(!url.isBlank(), "no TimescaleDB: give its address as -D" + PROPERTY);
        String server = url.replaceFirst("[?].*$", "").replaceFirst("^(jdbc:postgresql://[^/]+/).*$", "$1");
        try (TestDatabase database = TestDatabase.onTimescale(server, NAME)) {
            Plant plant = new Plant(database);
            Instant ts = plant.now().minus(Duration.ofDays(5));
            plant.store(ts, "\"a\":1");
            plant.store(plant.now().minusSeconds(5_000), "\"a\":2");
            plant.turn();
            plant.store(ts.plusSeconds(60), "\"a\":3,\"b\":\"on\"");
            plant.turn();

            assertThat(RollupOracle.differences(database)).isEmpty();
            assertThat(database.one("SELECT count(*), sum(n) FROM rollup_hour")).isEqualTo("3 4");

            plant.pass(Duration.ofDays(4));
            plant.turn();
            try (Connection connection = database.writer().getConnection()) {
                Upkeep.run(connection, Duration.ofDays(7), plant.now());
                RollupRetention.forget(connection, Duration.ofDays(200), Duration.ofDays(200), plant.now());
            }
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("1");

            plant.keeping(Duration.ofDays(30));
            plant.store(ts.plusSeconds(61), "\"a\":4");
            plant.turn();

            assertThat(database.read("SELECT tag, r.n, vsum, first_value, last_value FROM rollup_hour r"
                            + " JOIN series s ON s.id = series_id ORDER BY tag, bucket"))
                    .containsExactly("a 3 8 1 4", "a 1 2 2 2", "b 1 null null null");

            try (Connection connection = database.writer().getConnection()) {
                RollupRetention.forget(
                        connection,
                        Duration.ZERO,
                        Duration.ofDays(200),
                        plant.now().plus(Duration.ofDays(40)));
            }
            assertThat(database.one("SELECT count(*) FROM rollup_hour")).isEqualTo("3");
        } finally {
            TestDatabase.removeFrom(server, NAME);
        }
    }
}
