package io.millwright.quickstart.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.node.CannotStart;
import io.millwright.quickstart.node.Container;
import io.millwright.quickstart.node.Running;
import io.millwright.quickstart.postgres.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistorianImageIT {

    private DataDirectory directory;
    private LocalPostgres postgres;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = DataDirectory.open(temporary);
        postgres =
                LocalPostgres.start(directory.resolve("pg"), directory.ports().port("postgres"), "super-secret");
    }

    @AfterAll
    void stop() throws Exception {
        postgres.close();
        directory.close();
    }

    @Test
    void the_role_can_make_databases_and_roles_but_is_no_superuser() throws Exception {
        HistorianImage image = new HistorianImage(postgres);

        try (Running running = image.start(container("admin_acme", "it's-a-secret"))) {
            assertThat(running.ports()).containsEntry("postgres", postgres.port());
            try (Connection admin = connect("admin_acme", "it's-a-secret");
                    Statement statement = admin.createStatement()) {
                statement.execute("CREATE ROLE acme_owner NOLOGIN");
                statement.execute("CREATE DATABASE acme_1");
                assertThat(rights(statement)).isEqualTo("f t t f");
                assertThatThrownBy(() -> statement.execute("ALTER ROLE postgres PASSWORD 'mine'"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void a_changed_password_replaces_the_old_one() throws Exception {
        HistorianImage image = new HistorianImage(postgres);
        image.start(container("admin_beta", "old-secret")).close();

        image.start(container("admin_beta", "new-secret")).close();

        connect("admin_beta", "new-secret").close();
        assertThatThrownBy(() -> connect("admin_beta", "old-secret")).isInstanceOf(SQLException.class);
    }

    @Test
    void the_role_connects_where_the_public_may_not() throws Exception {
        try (Connection superuser = DriverManager.getConnection(
                        postgres.url() + "postgres", postgres.username(), postgres.password());
                Statement statement = superuser.createStatement()) {
            statement.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");

            new HistorianImage(postgres)
                    .start(container("admin_gamma", "secret"))
                    .close();

            connect("admin_gamma", "secret").close();
            statement.execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC");
        }
    }

    @Test
    void the_superuser_is_not_given_away() {
        assertThatThrownBy(() -> new HistorianImage(postgres).start(container("postgres", "x")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("reserved");
    }

    private static String rights(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname ="
                        + " current_user")) {
            row.next();
            return row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " " + row.getString(4);
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.url() + "postgres", user, password);
    }

    private static Container container(String user, String password) {
        return new Container(
                "tenant-acme",
                "historian",
                "historian-0",
                "docker.io/timescale/timescaledb:2.19.3-pg17",
                Map.of("POSTGRES_USER", user, "POSTGRES_PASSWORD", password),
                Map.of());
    }
}
