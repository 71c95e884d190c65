package io.millwright.quickstart.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on the embedded PostgreSQL with one owner, closed to every other role but the superuser. */
public record LocalDatabase(String url, String username, String password) {

    /** Makes what is missing of a database and its owner, both called {@code name}, and sets the owner's password. */
    public static LocalDatabase ensure(LocalPostgres postgres, String name, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.url() + "postgres", postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            String quoted = statement.enquoteIdentifier(name, true);
            // The statement may reach the server's log when it fails: only a verifier may be in it.
            String rights = " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD "
                    + statement.enquoteLiteral(ScramVerifier.of(password));
            boolean role = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
            statement.execute((role ? "ALTER ROLE " : "CREATE ROLE ") + quoted + rights);
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + quoted + " OWNER " + quoted);
            }
            // Tenants have roles on this server; without this each could connect.
            statement.execute("REVOKE ALL ON DATABASE " + quoted + " FROM PUBLIC");
        }
        return new LocalDatabase(postgres.url() + name, name, password);
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public String toString() {
        return "LocalDatabase[" + url + "]";
    }
}
