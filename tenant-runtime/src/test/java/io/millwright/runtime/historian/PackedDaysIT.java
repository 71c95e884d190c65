package io.millwright.runtime.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.HistorianIT;
import io.millwright.runtime.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed days become arrays and nobody who reads notices, on a real PostgreSQL. */
class PackedDaysIT extends HistorianIT {

    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(3);

    @Test
    void however_points_and_packing_interleave_every_range_reads_as_it_was_stored() throws Exception {
        try (TestDatabase database = fresh("property");
                Connection writer = database.writer().getConnection()) {
            PointModel.check(writer, DAY, new Random().nextLong());
        }
    }

    @Test
    void a_day_is_packed_once_it_is_closed_and_its_room_given_back_once_it_is_settled() throws Exception {
        try (TestDatabase database = fresh("closed");
                Connection writer = database.writer().getConnection()) {
            fill(writer, DAY, 1, 3_000);
            Instant end = DAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            Packing packing = new Packing(Duration.ofHours(1), 1_000);

            packing.look(writer, Duration.ofHours(1), end.plusSeconds(3_599));
            assertThat(packing.pending()).isFalse();

            packing.look(writer, Duration.ofHours(1), end.plusSeconds(3_600));
            finish(packing, writer);
            assertThat(database.one("SELECT (SELECT count(*) FROM sample), (SELECT sum(n) FROM packed)"))
                    .isEqualTo("0 3000");
            assertThat(database.one(room())).as("somebody may still look at it").isNotEqualTo("0");

            packing = new Packing(Duration.ZERO, 1_000);
            packing.look(writer, Duration.ofHours(1), end.plusSeconds(3_600));
            finish(packing, writer);
            assertThat(database.one(room())).isEqualTo("0");
            packing.look(writer, Duration.ofHours(1), end.plusSeconds(3_600));
            assertThat(packing.pending()).isFalse();
            assertThat(database.one("SELECT count(*) FROM points(1, '-infinity', 'infinity')"))
                    .isEqualTo("3000");
        }
    }

    @Test
    void a_point_that_comes_late_keeps_the_room_of_its_day_and_is_packed_with_it() throws Exception {
        try (TestDatabase database = fresh("late");
                Connection writer = database.writer().getConnection()) {
            fill(writer, DAY, 1, 500);
            Packing packing = new Packing(Duration.ZERO, 1_000);
            try (Connection slow = database.writer().getConnection();
                    Statement late = slow.createStatement()) {
                slow.setAutoCommit(false);
                late.execute("INSERT INTO sample VALUES ('" + DAY + " 00:00:07.5Z', 42, 1, 192, 0, null)");
                packing.look(writer, Duration.ZERO, Instant.now());
                finish(packing, writer);
                slow.commit();
            }
            assertThat(database.one("SELECT (SELECT count(*) FROM sample), (SELECT sum(n) FROM packed)"))
                    .isEqualTo("1 500");
            assertThat(database.one("SELECT count(*) FROM points(1, '-infinity', 'infinity')"))
                    .isEqualTo("501");

            packing.look(writer, Duration.ZERO, Instant.now());
            finish(packing, writer);
            assertThat(database.one("SELECT (SELECT count(*) FROM sample), (SELECT sum(n) FROM packed),"
                            + " (SELECT count(*) FROM packed), (SELECT value FROM points(1, '" + DAY
                            + " 00:00:07.5Z', '" + DAY
                            + " 00:00:08Z'))"))
                    .isEqualTo("0 501 1 42");
            assertThat(database.one(room())).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_packer_that_is_killed_leaves_everything_as_it_was(boolean late) throws Exception {
        try (TestDatabase database = fresh(late ? "killed_late" : "killed");
                Connection writer = database.writer().getConnection()) {
            fill(writer, DAY, 1, 2_500);
            if (late) {
                assertThat(pack(writer)).isEqualTo("2500");
                fill(writer, DAY, 1, 100);
            }
            String before = database.one(sums());
            Connection killed = database.writer().getConnection();
            killed.setAutoCommit(false);
            assertThat(pack(killed)).isEqualTo(late ? "100" : "2500");
            int victim = killed.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            assertThat(database.one(sums())).as("not yet committed").isEqualTo(before);
            assertThat(one(writer, "SELECT pg_terminate_backend(" + victim + ", 20000)"))
                    .isEqualTo("t");
            assertThatThrownBy(() -> killed.commit()).isInstanceOf(SQLException.class);
            killed.close();

            assertThat(database.one(sums())).isEqualTo(before);
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo(late ? "100" : "2500");
            assertThat(pack(writer)).isEqualTo(late ? "100" : "2500");
            assertThat(database.one(sums())).isEqualTo(before);
        }
    }

    @Test
    void of_two_packers_one_packs() throws Exception {
        try (TestDatabase database = fresh("two");
                Connection first = database.writer().getConnection();
                Connection second = database.writer().getConnection()) {
            fill(first, DAY, 1, 1_500);
            first.setAutoCommit(false);
            assertThat(pack(first)).isEqualTo("1500");
            assertThat(pack(second)).as("at once").isEqualTo("0");
            first.commit();
            first.setAutoCommit(true);
            assertThat(pack(second)).isEqualTo("0");
            assertThat(database.one("SELECT sum(n) FROM packed")).isEqualTo("1500");
        }
    }

    @Test
    void while_packers_and_late_points_race_nobody_reads_less_or_more_than_was_stored() throws Exception {
        try (TestDatabase database = fresh("race");
                Connection writer = database.writer().getConnection();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean done = new AtomicBoolean();
            Future<?> packer = threads.submit(() -> {
                try (Connection own = database.writer().getConnection()) {
                    while (!done.get()) {
                        Packing packing = new Packing(Duration.ZERO, 1_000);
                        packing.look(own, Duration.ZERO, Instant.now());
                        finish(packing, own);
                    }
                    return true;
                }
            });
            try (Connection reader = database.writer().getConnection()) {
                int stored = 0;
                for (int round = 0; round < 60; round++) {
                    fill(writer, DAY, 1, 50);
                    stored += 50;
                    assertThat(one(reader, "SELECT count(*) FROM points(1, '-infinity', 'infinity')"))
                            .isEqualTo(String.valueOf(stored));
                }
                done.set(true);
                packer.get();
                assertThat(one(reader, "SELECT count(*), sum(value) FROM points(1, '-infinity', 'infinity')"))
                        .isEqualTo(stored + " " + 60 * 49 * 50 / 2);
            }
        }
    }

    @Test
    void retention_drops_packed_days_whole_and_never_a_point_too_early() throws Exception {
        try (TestDatabase database = fresh("retention");
                Connection writer = database.writer().getConnection()) {
            for (LocalDate day : List.of(DAY.minusDays(1), DAY)) {
                fill(writer, day, 1, 10);
                one(writer, "SELECT moved FROM pack_day('" + day + "', 0, 1000)");
            }
            assertThat(one(writer, "SELECT forget_packed_before('" + DAY + " 23:59:59.999999Z')"))
                    .isEqualTo("1");
            assertThat(one(writer, "SELECT min(ts AT TIME ZONE 'UTC')::date, count(*) FROM every_point"))
                    .isEqualTo(DAY + " 10");
            Instant end = DAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);

            Upkeep.run(
                    writer, Duration.ofDays(1), end.plus(Duration.ofHours(26)).minusSeconds(1));
            assertThat(database.one("SELECT count(*) FROM every_point")).isEqualTo("10");
            database.asOwner("UPDATE rollup_mark SET until = now()");
            Upkeep.run(writer, Duration.ofDays(1), end.plus(Duration.ofHours(26)));
            assertThat(database.one("SELECT count(*) FROM every_point")).isEqualTo("0");
        }
    }

    @Test
    void a_day_that_is_not_over_is_neither_packed_nor_emptied() throws Exception {
        try (TestDatabase database = fresh("today");
                Connection writer = database.writer().getConnection()) {
            LocalDate today = LocalDate.now(ZoneOffset.UTC).plusDays(1);
            fill(writer, today, 1, 10);
            assertThat(one(writer, "SELECT moved, reached FROM pack_day('" + today + "', 0, 1000)"))
                    .isEqualTo("0 null");
            assertThat(one(writer, "SELECT empty_day('" + today + "', '0')")).isEqualTo("f");
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("10");
        }
    }

    @Test
    void the_reader_packs_and_drops_nothing_another_tenant_sees_nothing_and_no_search_path_misleads() throws Exception {
        try (TestDatabase database = fresh("rights");
                TestDatabase other = fresh("stranger");
                Connection writer = database.writer().getConnection()) {
            fill(writer, DAY, 1, 10);
            for (String attack : List.of(
                    "SELECT * FROM pack_day('" + DAY + "', 0, 1000)",
                    "SELECT pack_range(1, '-infinity', 'infinity')",
                    "SELECT empty_day('" + DAY + "', '0')",
                    "SELECT forget_packed_before('infinity')",
                    "SELECT days_to_pack('infinity')",
                    "DELETE FROM packed",
                    "TRUNCATE packed",
                    "DELETE FROM packed_day")) {
                assertThatThrownBy(() -> database.read(attack)).as(attack).hasMessageContaining("permission denied");
            }
            for (String attack : List.of(
                    "SELECT pack_range(1, '-infinity', 'infinity')", "DELETE FROM packed", "UPDATE packed SET n = 0")) {
                assertThatThrownBy(() -> one(writer, attack)).as(attack).hasMessageContaining("permission denied");
            }
            for (String role : List.of("stranger_writer", "stranger_reader", "stranger_owner")) {
                for (String function : List.of(
                        "points(bigint,timestamptz,timestamptz)",
                        "pack_day(date,bigint,integer)",
                        "empty_day(date,interval)")) {
                    assertThat(one(
                                    writer,
                                    "SELECT has_function_privilege(r.oid, 'historian." + function
                                            + "', 'EXECUTE') FROM pg_roles r WHERE r.rolname LIKE '%" + role + "'"))
                            .as(role + " " + function)
                            .isNotEqualTo("t");
                }
            }
            assertThat(one(
                            writer,
                            "SELECT count(*) FROM pg_proc p WHERE pronamespace = 'historian'::regnamespace AND"
                                    + " prosecdef AND NOT coalesce(p.proconfig, '{}') &&"
                                    + " ARRAY['search_path=historian, pg_temp']"))
                    .isEqualTo("0");
            one(writer, "CREATE TEMPORARY TABLE packed (LIKE historian.packed)");
            one(writer, "SET search_path = pg_temp, historian");
            assertThat(pack(writer)).isEqualTo("10");
            assertThat(one(writer, "SELECT count(*) FROM pg_temp.packed")).isEqualTo("0");
            assertThat(database.one("SELECT sum(n) FROM packed")).isEqualTo("10");
        }
    }

    private static void finish(Packing packing, Connection connection) throws SQLException {
        while (packing.pending()) {
            packing.turn(connection);
        }
    }

    private static String pack(Connection connection) throws SQLException {
        return one(connection, "SELECT moved FROM historian.pack_day('" + DAY + "', 0, 100000)");
    }

    private static String room() {
        return "SELECT pg_relation_size('sample_" + DAY.toString().replace("-", "") + "')";
    }

    private static String sums() {
        return "SELECT count(*), sum(value), sum(extract(epoch FROM ts) * value) FROM points(1, '-infinity',"
                + " 'infinity')";
    }

    /** Values 0, 1, 2 and so on, one a second. */
    private static void fill(Connection connection, LocalDate day, long series, int points) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT historian.ensure_day('" + day + "')");
            statement.execute(
                    "INSERT INTO historian.sample SELECT timestamptz '" + day + " 00:00Z' + i * interval '1 s', i, "
                            + series + ", 192, 0, NULL FROM generate_series(0, " + (points - 1) + ") i");
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                if (!rows.next()) {
                    return "";
                }
                StringBuilder fields = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    fields.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                return fields.toString();
            }
        }
    }
}
