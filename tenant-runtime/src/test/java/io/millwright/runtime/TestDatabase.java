package io.millwright.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.tenant.TenantConfiguration.Database;
import io.millwright.runtime.tenant.TenantConfiguration.Role;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A tenant's database with the schema of this release, as its three roles. */
public final class TestDatabase implements AutoCloseable {

    private final Database database;

    private final HikariDataSource writer;

    private TestDatabase(Database database) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.writer().name());
        config.setPassword(database.writer().password().value());
        config.setMaximumPoolSize(4);
        config.addDataSourceProperty("currentSchema", HistorianSchema.NAME + ",public");
        this.writer = new HikariDataSource(config);
    }

    /** Made as the operator does it, and migrated. */
    public static TestDatabase of(TestHistorian historian, Path tenants, String name) throws SQLException {
        TenantFolder folder = TenantFolder.of(tenants, name).at(historian.url());
        historian.holding(folder);
        Secret password = new Secret(folder.password());
        Database database = new Database(
                historian.url() + folder.database(),
                folder.database(),
                new Role(folder.owner(), password),
                new Role(folder.writer(), password),
                new Role(folder.reader(), password));
        HistorianSchema.migrate(database);
        return new TestDatabase(database);
    }

    /** On a server of which {@code postgres} needs no password, with TimescaleDB in the database. */
    public static TestDatabase onTimescale(String server, String name) throws SQLException {
        Secret password = new Secret("secret-of-" + name);
        Database database = new Database(
                server + name,
                name,
                new Role(name + "_owner", password),
                new Role(name + "_writer", password),
                new Role(name + "_reader", password));
        removeFrom(server, name);
        for (Role role : new Role[] {database.owner(), database.writer(), database.reader()}) {
            administer(
                    server + "postgres", "CREATE ROLE " + role.name() + " LOGIN PASSWORD '" + password.value() + "'");
        }
        administer(
                server + "postgres",
                "CREATE DATABASE " + name + " OWNER " + database.owner().name());
        administer(server + name, "CREATE EXTENSION IF NOT EXISTS timescaledb");
        HistorianSchema.Outcome outcome = HistorianSchema.migrate(database);
        if (!(outcome instanceof HistorianSchema.Outcome.Current)) {
            throw new SQLException(outcome.toString());
        }
        return new TestDatabase(database);
    }

    public static void removeFrom(String server, String name) throws SQLException {
        administer(server + "postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        for (String role : new String[] {"_owner", "_writer", "_reader"}) {
            administer(server + "postgres", "DROP ROLE IF EXISTS " + name + role);
        }
    }

    private static void administer(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "not-asked-for");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public DataSource writer() {
        return writer;
    }

    /** Beside the pool. */
    public Connection connectAsWriter(String name) throws SQLException {
        return DriverManager.getConnection(
                database.url() + "?currentSchema=historian,public&ApplicationName=" + name,
                database.writer().name(),
                database.writer().password().value());
    }

    public void asOwner(String sql) throws SQLException {
        as(database.owner(), sql);
    }

    /** The rows as the reader sees them, fields joined by a blank. */
    public List<String> read(String sql) throws SQLException {
        return as(database.reader(), sql);
    }

    public String one(String sql) throws SQLException {
        return String.join("|", read(sql));
    }

    /** What was counted of a meter over all hours and writers. */
    public long counted(String meter) throws SQLException {
        return Long.parseLong(
                one("SELECT coalesce(sum(quantity), 0)::bigint FROM usage_window WHERE meter = '" + meter + "'"));
    }

    private List<String> as(Role role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.url() + "?currentSchema=historian",
                        role.name(),
                        role.password().value());
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    List<String> fields = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        fields.add(String.valueOf(rows.getString(i)));
                    }
                    values.add(String.join(" ", fields));
                }
            }
            return values;
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
