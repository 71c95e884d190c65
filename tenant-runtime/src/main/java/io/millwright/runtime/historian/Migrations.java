package io.millwright.runtime.historian;

import io.millwright.runtime.tenant.TenantConfiguration.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Semaphore;

/**
 * The migrations of a process with many tenants: few at once, so that a start does not flood their servers, and none where a
 * look at the history shows that there is nothing to do. Thread-safe.
 */
public final class Migrations {

    private static final String HISTORY =
            "SELECT version FROM schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1";

    private final Semaphore turns;

    /** What this release's migrations lead to, once one has been run here; until then, no version. */
    private volatile String newest = "";

    /** @param atOnce each has up to two connections */
    public Migrations(int atOnce) {
        this.turns = new Semaphore(atOnce);
    }

    /** Blocks until it is its turn, and then as {@link HistorianSchema#migrate}. */
    public HistorianSchema.Outcome run(Database database) throws InterruptedException {
        turns.acquire();
        try {
            if (!newest.isEmpty() && newest.equals(version(database))) {
                return new HistorianSchema.Outcome.Current(0);
            }
            HistorianSchema.Outcome outcome = HistorianSchema.migrate(database);
            if (outcome instanceof HistorianSchema.Outcome.Current) {
                newest = version(database);
            }
            return outcome;
        } finally {
            turns.release();
        }
    }

    /** Empty if it cannot be told: then the migration itself finds out why. */
    private static String version(Database database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.owner().name());
        properties.setProperty("password", database.owner().password().value());
        properties.setProperty("ApplicationName", "millwright-migration");
        properties.setProperty("currentSchema", HistorianSchema.NAME);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        try (Connection connection = DriverManager.getConnection(database.url(), properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HISTORY)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            return "";
        }
    }
}
