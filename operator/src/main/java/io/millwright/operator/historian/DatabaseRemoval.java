package io.millwright.operator.historian;

import static io.millwright.operator.historian.Identifier.quoted;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Takes one tenant's database and roles from a server, and nothing that has another name. */
final class DatabaseRemoval {

    /** The owner last: the database is its. */
    private static final List<String> ROLES = List.of("_reader", "_writer", "_owner");

    /** What was dropped, one phrase each. */
    static List<String> from(Connection maintenance, String database) throws SQLException {
        Identifier.checked(database);
        List<String> dropped = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        for (String suffix : ROLES) {
            if (exists(maintenance, "SELECT 1 FROM pg_roles WHERE rolname = ?", database + suffix)) {
                roles.add(database + suffix);
            }
        }
        try (Statement statement = maintenance.createStatement()) {
            for (String role : roles) {
                // A runtime that has not heard of the end yet cannot come back in between.
                statement.execute("ALTER ROLE " + quoted(role) + " NOLOGIN");
            }
            if (exists(maintenance, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                // Only a superuser may end others' sessions; anybody else is told to try again until they have ended.
                statement.execute(
                        "DROP DATABASE " + quoted(database) + (isSuperuser(maintenance) ? " WITH (FORCE)" : ""));
                dropped.add("database " + database);
            }
            for (String role : roles) {
                statement.execute("DROP ROLE " + quoted(role));
                dropped.add("role " + role);
            }
        }
        return dropped;
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        return "on".equals(connection.unwrap(PGConnection.class).getParameterStatus("is_superuser"));
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private DatabaseRemoval() {}
}
