package io.millwright.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL that asks for passwords, with a database per tenant; it can be frozen like a server that hangs. */
public final class TestHistorian implements AutoCloseable {

    private static final String PASSWORD = "root-of-this-test";

    private final EmbeddedPostgres postgres;

    private final Path data;

    public TestHistorian(Path directory) throws IOException, SQLException {
        data = directory.resolve("data");
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        try (Connection trusted = postgres.getPostgresDatabase().getConnection();
                Statement statement = trusted.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + PASSWORD + "'");
            Files.writeString(data.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
    }

    /** What the operator makes for a tenant. */
    public TestHistorian holding(TenantFolder tenant) throws SQLException {
        for (String role : new String[] {tenant.owner(), tenant.writer(), tenant.reader()}) {
            execute("CREATE ROLE \"" + role + "\" LOGIN CONNECTION LIMIT 5 PASSWORD '" + tenant.password() + "'");
        }
        execute("CREATE DATABASE \"" + tenant.database() + "\" OWNER \"" + tenant.owner() + "\"");
        return this;
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url() + "postgres", "postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public int sessionsOfRuntimes() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url() + "postgres", "postgres", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'millwright-runtime'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Statements that wait for a lock. */
    public int waiting() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url() + "postgres", "postgres", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Kills one backend without warning: the server ends all others and recovers, as after any crash. */
    public void crash() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url() + "postgres", "postgres", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            signal("KILL", rows.getString(1));
        }
    }

    public void freeze() throws IOException {
        signal("STOP", postmaster());
    }

    public void thaw() throws IOException {
        signal("CONT", postmaster());
    }

    /** The postmaster alone: without it nobody new gets in, and that is what a hanging server looks like. */
    private String postmaster() throws IOException {
        return Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    }

    private static void signal(String name, String pid) throws IOException {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, pid).inheritIO().start();
            if (!kill.waitFor(60, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("kill -" + name + " " + pid + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
