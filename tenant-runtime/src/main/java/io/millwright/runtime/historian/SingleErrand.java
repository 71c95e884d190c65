package io.millwright.runtime.historian;

import io.millwright.runtime.tenant.TenantConfiguration.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Something that happens so seldom that it gets a connection of its own, also where no pool is. */
public final class SingleErrand {

    private static final String CONNECT_SECONDS = "2";

    private static final int SOCKET_SECONDS = 8;

    /** Whatever the server's defaults are: a session whose client is gone without a word does not keep its locks. */
    private static final String KEPT_SHORT = " -c idle_in_transaction_session_timeout=20s"
            + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /** What is done with the connection; each statement commits by itself. */
    @FunctionalInterface
    public interface Errand {
        void run(Connection connection) throws SQLException;
    }

    /** What was done is on disk when this returns. */
    public static void asWriter(Database database, Errand errand) throws SQLException {
        run(database, "millwright-runtime", SOCKET_SECONDS, "-c synchronous_commit=on", errand);
    }

    /**
     * Something long that can be done again: what was done is on disk a little after this returns, and in order.
     *
     * @param name by which the server shows it
     * @param longest a statement may take
     */
    public static void asWriterAgain(Database database, String name, Duration longest, Errand errand)
            throws SQLException {
        // Without jit, whose compiler would take longer than most of these statements, and on one processor; with a
        // plan for
        // each range of time, which knows what days it is about.
        String options = "-c synchronous_commit=off -c jit=off -c max_parallel_workers_per_gather=0"
                + " -c plan_cache_mode=force_custom_plan -c statement_timeout=" + longest.toMillis() + KEPT_SHORT;
        run(database, name, Math.toIntExact(longest.toSeconds()) + SOCKET_SECONDS, options, errand);
    }

    private static void run(Database database, String name, int socketSeconds, String options, Errand errand)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.writer().name());
        properties.setProperty("password", database.writer().password().value());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("currentSchema", HistorianSchema.NAME + ",public");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", String.valueOf(socketSeconds));
        properties.setProperty("options", options);
        try (Connection connection = DriverManager.getConnection(database.url(), properties)) {
            errand.run(connection);
        }
    }

    private SingleErrand() {}
}
