package io.millwright.operator.historian;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that asks everybody for a password and writes every statement into its log. */
final class ScramServer implements AutoCloseable {

    static final Password ROOT = new Password("root-of-this-test");

    private final EmbeddedPostgres postgres;

    private final Path data;

    private final Path log;

    ScramServer(Path directory) {
        this.data = directory.resolve("data");
        this.log = directory.resolve("postgres.log");
        try {
            postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("log_statement", "all")
                    .setServerConfig("max_connections", "60")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            try (Connection trusted = postgres.getPostgresDatabase().getConnection();
                    Statement statement = trusted.createStatement()) {
                statement.execute("ALTER ROLE postgres PASSWORD '"
                        + ScramVerifier.of(ROOT, new byte[16], 4096).text() + "'");
                Files.writeString(data.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
                statement.execute("SELECT pg_reload_conf()");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
    }

    HistorianServer asSuperuser() {
        return new HistorianServer(url(), "postgres", ROOT);
    }

    /** What the laptop's node makes of an own historian: an administrator that may create, and nothing more. */
    HistorianServer asAdministrator(String name) throws SQLException {
        Password password = new Password("admin-of-" + name);
        execute(
                "CREATE ROLE \"" + name + "\" LOGIN CREATEDB CREATEROLE PASSWORD '"
                        + ScramVerifier.of(password, new byte[16], 4096).text() + "'",
                "GRANT CONNECT ON DATABASE postgres TO \"" + name + "\"");
        return new HistorianServer(url(), name, password);
    }

    Connection connect(String database, String user, Password password) throws SQLException {
        return DriverManager.getConnection(url() + database, user, password.value());
    }

    Connection connect(TenantDatabase database, DatabaseRole role) throws SQLException {
        return connect(database.name(), role.name(), role.password());
    }

    void execute(String... statements) throws SQLException {
        executeIn("postgres", statements);
    }

    void executeIn(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database, "postgres", ROOT);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Nullable
    String value(String sql) throws SQLException {
        try (Connection connection = connect("postgres", "postgres", ROOT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static List<String> values(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
