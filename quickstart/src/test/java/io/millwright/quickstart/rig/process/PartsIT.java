package io.millwright.quickstart.rig.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part in a process of its own: killed, stopped, started again on the same files. */
class PartsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void what_postgresql_committed_outlives_its_sigkill_and_a_stopped_one_answers_when_it_goes_on(
            @TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("password"), "secret");
        int port = freePort();
        try (PostgresProcess postgres = new PostgresProcess(directory, port);
                ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            postgres.start();
            run(port, "CREATE TABLE kept AS SELECT 42 AS answer");

            postgres.kill();
            assertThatThrownBy(() -> run(port, "SELECT 1")).isInstanceOf(SQLException.class);
            postgres.start();
            assertThat(answer(port)).isEqualTo(42);

            postgres.freeze();
            Future<Integer> asked = thread.submit(() -> answer(port));
            await().pollDelay(Duration.ofMillis(300)).atMost(BOUND).until(() -> !asked.isDone());
            postgres.thaw();
            await().atMost(BOUND).until(asked::isDone);
            assertThat(asked.get()).isEqualTo(42);
        }
        assertThatThrownBy(() -> run(port, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    private static void run(int port, String sql) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int answer(int port) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT answer FROM kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "secret");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
