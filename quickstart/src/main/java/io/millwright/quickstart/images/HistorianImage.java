package io.millwright.quickstart.images;

import io.millwright.quickstart.node.CannotStart;
import io.millwright.quickstart.node.Container;
import io.millwright.quickstart.node.Image;
import io.millwright.quickstart.node.Running;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.postgres.ScramVerifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A historian server of a tenant's own is, on a laptop, a role on the one embedded PostgreSQL that may make databases
 * and roles there. Stopping it changes nothing: data outlives its StatefulSet.
 */
public final class HistorianImage implements Image {

    private static final Logger LOG = LoggerFactory.getLogger(HistorianImage.class);

    /** The port that the container would listen on, by its usual name. */
    private static final String PORT = "postgres";

    private final LocalPostgres postgres;

    public HistorianImage(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    @Override
    public String repository() {
        return "docker.io/timescale/timescaledb";
    }

    @Override
    public int mostReplicas() {
        return 1;
    }

    @Override
    public Running start(Container container) throws CannotStart {
        String role = container.variable("POSTGRES_USER");
        String password = container.variable("POSTGRES_PASSWORD");
        if (role.equals(postgres.username()) || role.startsWith("pg_")) {
            throw new CannotStart("InvalidPod", "POSTGRES_USER " + role + " is reserved on this node");
        }
        try (Connection connection =
                DriverManager.getConnection(postgres.url() + "postgres", postgres.username(), postgres.password())) {
            ensure(connection, role, password);
        } catch (SQLException e) {
            throw new CannotStart(
                    "CrashLoopBackOff", "the embedded PostgreSQL refused role " + role + ": " + e.getSQLState());
        }
        LOG.info("Role {} may make databases and roles on the embedded PostgreSQL", role);
        return new Running() {
            @Override
            public Map<String, Integer> ports() {
                return Map.of(PORT, postgres.port());
            }

            @Override
            public void close() {}
        };
    }

    private static void ensure(Connection connection, String role, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String name = statement.enquoteIdentifier(role, true);
            // The statement may reach the server's log when it fails: only a verifier may be in it.
            String rights = " LOGIN NOSUPERUSER CREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD "
                    + statement.enquoteLiteral(ScramVerifier.of(password));
            statement.execute((exists(connection, role) ? "ALTER ROLE " : "CREATE ROLE ") + name + rights);
            // It connects there to make its databases, and PUBLIC's right to do so may have been taken away.
            statement.execute("GRANT CONNECT ON DATABASE postgres TO " + name);
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }
}
