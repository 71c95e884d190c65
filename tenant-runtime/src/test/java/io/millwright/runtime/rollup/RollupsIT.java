package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.TestHistorian;
import io.millwright.runtime.historian.Packing;
import io.millwright.runtime.historian.Upkeep;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.DecodedIngest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Turns beside writers, on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollupsIT {

    private static final Duration HOUR = Duration.ofHours(1);

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestHistorian historian;

    private int number;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Plant plant;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        historian = new TestHistorian(temporary);
    }

    @AfterAll
    void stop() throws Exception {
        historian.close();
    }

    @BeforeEach
    void database() throws Exception {
        database = TestDatabase.of(historian, directory, "t" + ++number);
        historian.execute("ALTER ROLE t" + number + "_writer CONNECTION LIMIT 10");
        plant = new Plant(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void isExact() throws SQLException {
        assertThat(RollupOracle.differences(database)).isEmpty();
        assertThat(RollupOracle.beyond(database)).isEqualTo("0");
    }

    @Test
    void minutes_and_hours_are_what_their_points_come_to() throws Exception {
        Instant minute = plant.now().minus(HOUR);
        plant.store(minute.plusSeconds(1), "\"a\":1,\"text\":\"on\",\"huge\":9007199254740993");
        plant.store(minute.plusSeconds(9), "\"a\":4,\"text\":\"off\",\"truth\":true");
        plant.store(minute.plusSeconds(9), "\"a\":{\"x\":2,\"q\":0}");
        plant.store(minute.plusSeconds(61), "\"a\":-8");

        Rollups.Turn turn = plant.turn();

        assertThat(turn).isEqualTo(new Rollups.Turn(plant.now().minus(Line.GRACE), true, true));
        assertThat(database.read("SELECT tag, n, numbers, vsum, vmin, vmax, first_value, first_text, first_kind,"
                        + " last_value, last_text, last_kind FROM rollup_minute r JOIN series s ON s.id ="
                        + " series_id ORDER BY tag, bucket"))
                .containsExactly(
                        "a 3 3 7 1 4 1 null 1 2 null 1",
                        "a 1 1 -8 -8 -8 -8 null 1 -8 null 1",
                        "huge 1 1 9.007199254740992e+15 9.007199254740992e+15 9.007199254740992e+15"
                                + " 9.007199254740992e+15 9007199254740993 1 9.007199254740992e+15 9007199254740993 1",
                        "text 2 0 null null null null on 3 null off 3",
                        "truth 1 1 1 1 1 1 null 2 1 null 2");
        assertThat(database.one(
                        "SELECT n, vsum, first_value, last_value FROM rollup_hour r JOIN series s ON s.id = series_id"
                                + " WHERE tag = 'a'"))
                .isEqualTo("4 -1 1 -8");
        isExact();
    }

    @Test
    void a_late_point_is_in_its_hour_after_the_next_turn_and_its_hour_is_dirty_until_then() throws Exception {
        Instant ts = plant.now().minus(HOUR.multipliedBy(3));
        plant.store(ts, "\"a\":1");
        plant.turn();

        plant.store(ts.plusSeconds(1), "\"a\":2");

        assertThat(database.one("SELECT count(*) FROM rollup_dirty")).isEqualTo("1");
        isExact();
        assertThat(plant.turn().settled()).isTrue();
        assertThat(database.one("SELECT vsum FROM rollup_hour")).isEqualTo("3");
        assertThat(database.one("SELECT count(*) FROM rollup_dirty")).isEqualTo("0");
        isExact();
    }

    @Test
    void a_late_point_of_an_hour_that_is_not_over_waits_for_its_end() throws Exception {
        plant.store(plant.now().minusSeconds(600), "\"a\":1");
        plant.turn();
        plant.store(plant.now().minusSeconds(590), "\"a\":2");

        plant.turn();
        assertThat(database.one("SELECT vsum FROM rollup_minute")).isEqualTo("1");
        isExact();

        plant.pass(HOUR);
        plant.turn();
        assertThat(database.one("SELECT vsum FROM rollup_hour")).isEqualTo("3");
        assertThat(database.one("SELECT count(*) FROM rollup_dirty")).isEqualTo("0");
        isExact();
    }

    @Test
    void the_line_does_not_move_past_a_writer_that_is_about_to_commit() throws Exception {
        plant.store(plant.now().minusSeconds(60), "\"a\":60");
        plant.turn();
        plant.pass(HOUR);
        DecodedIngest writer = plant.ingest(Interrupted.before(database.writer(), "commit", plant::turn), 1);

        writer.store(List.of(plant.message("d1", plant.now().minusSeconds(600), "\"a\":61")));
        plant.turn();

        assertThat(database.one("SELECT sum(n), sum(vsum) FROM rollup_minute")).isEqualTo("2 121");
        isExact();
    }

    @Test
    void a_writer_that_asks_after_the_line_has_moved_finds_its_points_late() throws Exception {
        plant.store(plant.now().minusSeconds(60), "\"a\":60");
        plant.turn();
        plant.pass(HOUR);
        DecodedIngest writer = plant.ingest(Interrupted.before(database.writer(), "rollup_late", plant::turn), 1);

        writer.store(List.of(plant.message("d1", plant.now().minusSeconds(3_000), "\"a\":61")));

        isExact();
        assertThat(plant.turn().settled()).isTrue();
        assertThat(database.one("SELECT sum(n), sum(vsum) FROM rollup_hour")).isEqualTo("2 121");
        isExact();
    }

    @Test
    void after_days_away_a_turn_may_be_one_step_only_and_raw_points_wait_for_their_roll_ups() throws Exception {
        plant.keeping(Duration.ofHours(12));
        List<Arrival> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(plant.message("d1", plant.now().minus(HOUR).minusSeconds(i * 360L), "\"a\":" + i));
        }
        plant.ingest().store(messages);
        plant.turn(new Rollups(), Duration.ZERO);
        plant.pass(Duration.ofHours(18));

        int turns = 0;
        for (boolean done = false; !done; turns++) {
            if (turns % 4 == 0) {
                forgetRaw(Duration.ofHours(12));
            }
            assertThat(database.one(
                            "SELECT coalesce(sum(n), 0) + (SELECT count(*) FROM sample WHERE ts >= (SELECT until"
                                    + " FROM rollup_mark WHERE resolution = 'minute')) FROM rollup_minute"))
                    .as("every point is still there, or in its minute")
                    .isEqualTo("100");
            done = plant.turn(new Rollups(), Duration.ZERO).caughtUp();
        }

        assertThat(turns).as("an hour a step").isEqualTo(33);
        forgetRaw(Duration.ofHours(12));
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("0");
        assertThat(database.one("SELECT sum(n), sum(vsum) FROM rollup_minute")).isEqualTo("100 4950");
        assertThat(database.one("SELECT sum(n), sum(vsum) FROM rollup_hour")).isEqualTo("100 4950");
    }

    private void forgetRaw(Duration kept) throws SQLException {
        try (Connection connection = database.writer().getConnection()) {
            Upkeep.run(connection, kept, plant.now());
        }
    }

    @Test
    void a_point_that_comes_after_its_neighbours_are_gone_is_added_and_takes_nothing_away() throws Exception {
        Instant ts = plant.now().minus(Duration.ofDays(6));
        plant.store(ts.plusSeconds(2), "\"a\":5,\"text\":\"run\"");
        plant.store(ts.plusSeconds(20), "\"a\":7");
        plant.turn();
        plant.pass(Duration.ofDays(3));
        plant.turn();
        forgetRaw(Duration.ofDays(7));
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("0");

        plant.keeping(Duration.ofDays(30));
        plant.store(ts.plusSeconds(1), "\"a\":1");
        plant.store(ts.plusSeconds(3), "\"a\":2");
        plant.store(ts.plusSeconds(30), "\"a\":3,\"text\":\"stop\"");
        plant.store(ts.plusSeconds(90), "\"a\":100");
        plant.turn();
        plant.turn();

        assertThat(database.read("SELECT tag, n, vsum, vmin, vmax, first_value, first_text, last_value, last_text"
                        + " FROM rollup_minute JOIN series s ON s.id = series_id ORDER BY tag, bucket"))
                .containsExactly(
                        "a 5 18 1 7 1 null 3 null",
                        "a 1 100 100 100 100 null 100 null",
                        "text 2 null null null null run null stop");
        assertThat(database.read("SELECT tag, n, vsum, first_value, last_value FROM rollup_hour"
                        + " JOIN series s ON s.id = series_id ORDER BY tag"))
                .containsExactly("a 6 118 1 100", "text 2 null null null");
    }

    @Test
    void of_points_of_one_moment_the_lowest_is_first_and_last_in_raw_and_packed_days_alike() throws Exception {
        Instant ts = plant.now().minus(Duration.ofDays(1)).minus(HOUR);
        for (String value : List.of("7", "\"b\"", "\"a\"", "true", "{\"x\":9,\"q\":64}", "{\"x\":3,\"q\":0}", "-2")) {
            plant.store(ts, "\"mixed\":" + value);
            plant.store(ts.plusSeconds(70), "\"mixed\":" + value);
            plant.store(ts.plusSeconds(75), "\"mixed\":" + value);
        }
        plant.store(ts.plusSeconds(140), "\"words\":\"b\"");
        plant.store(ts.plusSeconds(140), "\"words\":\"a\"");
        plant.store(ts.plusSeconds(140), "\"huge\":9007199254740993");
        plant.store(ts.plusSeconds(140), "\"huge\":9007199254740992");
        plant.turn();
        isExact();
        assertThat(database.read(
                        "SELECT n, first_text, last_text FROM rollup_minute r JOIN series s ON s.id = series_id"
                                + " WHERE tag = 'words'"))
                .containsExactly("2 a a");

        pack();
        plant.store(ts.plusSeconds(71), "\"mixed\":1");
        plant.store(ts.plusSeconds(140), "\"words\":\"c\",\"huge\":1");
        plant.turn();

        isExact();
        assertThat(database.one("SELECT (SELECT count(*) FROM sample), (SELECT sum(n) FROM rollup_hour)"))
                .isEqualTo("3 28");
        assertThat(database.one("SELECT count(*) FROM rollup_dirty")).isEqualTo("0");
    }

    private void pack() throws SQLException {
        try (Connection connection = database.writer().getConnection()) {
            Packing packing = new Packing(Duration.ZERO, 1_000);
            packing.look(connection, Duration.ZERO, plant.now());
            while (packing.pending()) {
                packing.turn(connection);
            }
        }
    }

    @Test
    void the_largest_numbers_stop_nothing() throws Exception {
        Instant ts = plant.now().minus(HOUR);
        plant.store(ts, "\"a\":1.7e308,\"b\":5e-324");
        plant.store(ts.plusMillis(1), "\"a\":1.7e308,\"b\":5e-324");

        plant.turn();

        assertThat(database.read("SELECT n, vsum, vmax FROM rollup_hour ORDER BY series_id"))
                .containsExactly("2 2e+290 1.7e+308", "2 1e-323 5e-324");
    }

    @Test
    void months_go_when_they_have_ended_for_as_long_as_they_are_kept() throws Exception {
        plant.keeping(Duration.ofDays(100));
        plant.store(plant.now().minus(Duration.ofDays(30)), "\"a\":1");
        plant.store(plant.now().minus(HOUR), "\"a\":2");
        plant.turn();

        forget(Duration.ofDays(28), Duration.ofDays(28));
        assertThat(database.one("SELECT count(*) FROM rollup_minute"))
                .as("April ended less than 28 days ago")
                .isEqualTo("2");

        forget(Duration.ofDays(27), Duration.ofDays(28));
        assertThat(database.one("SELECT (SELECT count(*) FROM rollup_minute), (SELECT count(*) FROM rollup_hour)"))
                .isEqualTo("1 2");

        forget(Duration.ZERO, Duration.ofDays(27));
        assertThat(database.one("SELECT (SELECT count(*) FROM rollup_minute), (SELECT count(*) FROM rollup_hour)"))
                .as("May is not over")
                .isEqualTo("1 1");
        plant.store(plant.now().minus(Duration.ofDays(31)), "\"a\":3");
        plant.turn();
        assertThat(database.one("SELECT sum(n) FROM rollup_hour"))
                .as("a month that is made again")
                .isEqualTo("2");
    }

    private void forget(Duration minutes, Duration hours) throws SQLException {
        try (Connection connection = database.writer().getConnection()) {
            RollupRetention.forget(connection, minutes, hours, plant.now());
        }
    }

    @Test
    void a_process_that_is_at_it_is_left_alone_and_one_that_dies_leaves_nothing_half_done() throws Exception {
        plant.store(plant.now().minus(HOUR), "\"a\":1");
        try (Connection other = plant.connection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM rollup_mark WHERE resolution = 'minute' FOR UPDATE");
            statement.execute("UPDATE rollup_mark SET until = now()");

            assertThat(plant.turn()).isEqualTo(new Rollups.Turn(Instant.EPOCH, false, false));
        }

        assertThat(plant.turn().settled()).isTrue();
        isExact();
    }

    @Test
    void a_process_that_was_held_up_over_new_minutes_writes_nothing_old() throws Exception {
        plant.turn();
        Instant ts = plant.now().minus(Line.GRACE);
        plant.pass(Duration.ofMinutes(5));
        plant.store(ts, "\"a\":1");

        heldUp(() -> {
            plant.turn();
            plant.store(ts.plusMillis(500), "\"a\":2");
            plant.pass(HOUR);
            return plant.turn();
        });

        assertThat(database.one("SELECT vsum FROM rollup_minute")).isEqualTo("3");
        isExact();
    }

    @Test
    void a_process_that_was_held_up_over_a_late_hour_writes_nothing_old() throws Exception {
        Instant ts = plant.now().minus(HOUR.multipliedBy(3)).truncatedTo(ChronoUnit.HOURS);
        plant.store(ts, "\"a\":1");
        plant.turn();
        plant.store(ts.plusMillis(500), "\"a\":2");

        heldUp(() -> {
            plant.turn();
            plant.store(ts.plusMillis(700), "\"a\":4");
            return plant.turn();
        });

        assertThat(database.one("SELECT vsum FROM rollup_minute")).isEqualTo("7");
        isExact();
    }

    /** A turn that has summed up the first second of something, and goes on after others have done all of it anew. */
    private void heldUp(Callable<?> others) throws Exception {
        AtomicInteger slice = new AtomicInteger();
        try (Connection connection = Interrupted.before(
                        database.writer(), "points_of", () -> slice.incrementAndGet() == 2, others)
                .getConnection()) {
            new Rollups().turn(connection, Duration.ofDays(7), plant.now(), Duration.ofMinutes(5), () -> false);
        }
        assertThat(slice.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void whoever_may_only_read_can_neither_change_roll_ups_nor_hold_writers_up() throws Exception {
        plant.store(plant.now().minus(HOUR), "\"a\":1");
        plant.turn();

        for (String attack : List.of(
                "UPDATE rollup_minute SET n = 0",
                "DELETE FROM rollup_hour",
                "INSERT INTO rollup_dirty VALUES (1, now(), 1)",
                "UPDATE rollup_mark SET until = now()",
                "UPDATE rollup_late SET before = now()",
                "SELECT * FROM rollup_late FOR SHARE",
                "LOCK TABLE rollup_late IN ROW SHARE MODE",
                "LOCK TABLE rollup_late IN EXCLUSIVE MODE",
                "SELECT ensure_rollups(current_date)",
                "SELECT forget_rollups(now(), now())")) {
            assertThatThrownBy(() -> database.read(attack)).as(attack).isInstanceOf(SQLException.class);
        }
        assertThat(database.one("SELECT n FROM rollup_hour")).isEqualTo("1");
        assertThat(database.one("SELECT count(*) FROM rollup_mark, rollup_late"))
                .isEqualTo("2");
    }
}
