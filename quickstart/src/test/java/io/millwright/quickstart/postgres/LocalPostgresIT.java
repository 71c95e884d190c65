package io.millwright.quickstart.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.quickstart.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    @TempDir
    private Path temporary;

    @Test
    void it_is_durable_wants_passwords_and_keeps_its_data() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            int port = directory.ports().port("postgres");
            Path place = directory.resolve("postgres");
            try (LocalPostgres first = LocalPostgres.start(place, port, "first-secret")) {
                assertThat(value(first, "SHOW fsync")).isEqualTo("on");
                assertThat(value(first, "SHOW synchronous_commit")).isEqualTo("on");
                assertThat(value(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(value(first, "SHOW server_version")).startsWith("18.");
                assertThatThrownBy(() -> DriverManager.getConnection(first.url() + "postgres", "postgres", "wrong"))
                        .isInstanceOf(SQLException.class)
                        .extracting(failure -> ((SQLException) failure).getSQLState())
                        .isEqualTo("28P01");
                execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            }
            try (LocalPostgres next = LocalPostgres.start(place, port, "first-secret")) {
                assertThat(value(next, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void a_server_that_is_killed_is_started_again_with_everything_committed() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary);
                LocalPostgres postgres = LocalPostgres.start(
                        directory.resolve("postgres"), directory.ports().port("postgres"), "secret")) {
            execute(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle killed =
                    Orphan.on(directory.resolve("postgres/data")).orElseThrow().process();

            killed.destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> !killed.isAlive()
                            && value(postgres, "SELECT answer FROM kept").equals("42"));
        }
    }

    @Test
    void a_database_is_its_owners_alone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary);
                LocalPostgres postgres = LocalPostgres.start(
                        directory.resolve("postgres"), directory.ports().port("postgres"), "secret")) {
            LocalDatabase.ensure(postgres, "millwright", "before");
            LocalDatabase own = LocalDatabase.ensure(postgres, "millwright", "now");
            LocalDatabase other = LocalDatabase.ensure(postgres, "tenant", "other");

            try (Connection connection = DriverManager.getConnection(own.url(), own.username(), own.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE made (id int)");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(own.url(), other.username(), other.password()))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            assertThatThrownBy(() -> DriverManager.getConnection(own.url(), own.username(), "before"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void the_orphan_of_a_killed_program_is_stopped_before_the_next_start() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            int port = directory.ports().port("postgres");
            Path place = directory.resolve("postgres");
            KilledStart.run(place, port, "first-secret");
            ProcessHandle orphan =
                    Orphan.on(place.resolve("data")).orElseThrow().process();

            LocalPostgres.stopOrphan(place);

            assertThat(orphan.isAlive()).isFalse();
            try (LocalPostgres next =
                    LocalPostgres.start(place, directory.ports().freePort("postgres"), "first-secret")) {
                assertThat(value(next, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void a_process_number_that_belongs_to_another_program_is_left_alone() throws Exception {
        Files.writeString(
                temporary.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n/data\n");

        assertThat(Orphan.on(temporary)).isEmpty();
    }

    private static String value(LocalPostgres postgres, String query) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url() + "postgres", postgres.username(), postgres.password());
    }
}
