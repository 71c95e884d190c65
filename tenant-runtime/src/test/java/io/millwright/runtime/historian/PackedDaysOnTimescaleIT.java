package io.millwright.runtime.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.runtime.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same packing on a real TimescaleDB, named by {@code -Dmillwright.test.historian-url=jdbc:postgresql://...}. */
class PackedDaysOnTimescaleIT {

    private static final String PROPERTY = "millwright.test.historian-url";

    private static final String NAME = "millwright_packing_test";

    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(3);

    @Test
    void points_read_as_they_were_stored_and_packed_chunks_take_no_room() throws Exception {
        String url = System.getProperty(PROPERTY, "");
        assumeTrue(!url.isBlank(), "no TimescaleDB: give its address as -D" + PROPERTY);
        String server = url.replaceFirst("[?].*$", "").replaceFirst("^(jdbc:postgresql://[^/]+/).*$", "$1");
        try (TestDatabase database = TestDatabase.onTimescale(server, NAME);
                Connection writer = database.writer().getConnection()) {
            PointModel.check(writer, DAY, new Random().nextLong());
            String all = database.one("SELECT count(*) FROM every_point");
            assertThat(database.read("SELECT DISTINCT coalesce(array_to_string(reloptions, ' '), '') FROM pg_class"
                            + " JOIN pg_inherits ON inhrelid = oid WHERE inhparent = 'sample'::regclass"))
                    .as("chunks are not vacuumed because points come")
                    .containsExactly("autovacuum_vacuum_insert_threshold=-1");

            Packing packing = new Packing(Duration.ZERO, 1_000);
            packing.look(writer, Duration.ZERO, Instant.now());
            assertThat(packing.pending()).as("there is room to give back").isTrue();
            while (packing.pending()) {
                packing.turn(writer);
            }
            packing.look(writer, Duration.ZERO, Instant.now());
            assertThat(packing.pending()).isFalse();
            assertThat(database.one("SELECT count(*) FROM every_point")).isEqualTo(all);

            Upkeep.run(writer, Duration.ofDays(1), Instant.now());
            assertThat(database.one("SELECT count(*) FROM every_point")).isEqualTo("0");
        } finally {
            TestDatabase.removeFrom(server, NAME);
        }
    }
}
