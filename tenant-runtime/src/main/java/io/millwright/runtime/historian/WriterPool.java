package io.millwright.runtime.historian;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.runtime.historian.Reachability.Refused;
import io.millwright.runtime.historian.Reachability.Unreachable;
import io.millwright.runtime.historian.Reachability.Writable;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/** One tenant's connections as its writer. Thread-safe. */
public final class WriterPool implements AutoCloseable {

    /** Two writers saturate a disk, each with a batch that is committed and one that is written; one more serves the probe. */
    private static final int LARGEST = 5;

    private static final Duration SOCKET = Duration.ofSeconds(20);

    /**
     * Whatever the server's defaults are: a receipt stands for a commit that is on disk, and a session whose client is gone
     * without a word does not keep its locks for the hours that TCP would let it.
     */
    private static final String SESSION = "-c synchronous_commit=on -c idle_in_transaction_session_timeout=20s"
            + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private final HikariDataSource pool;

    public WriterPool(TenantConfiguration tenant, ScheduledExecutorService housekeeping) {
        HikariConfig config =
                TenantPool.of(tenant, "writer", tenant.database().writer(), LARGEST, SOCKET, SESSION, housekeeping);
        config.addDataSourceProperty("currentSchema", HistorianSchema.NAME + ",public");
        this.pool = new HikariDataSource(config);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Connects as the writer, asks, and leaves no connection behind. Blocks for 2 s to connect and 2 s for the answer. */
    public Reachability probe() {
        try {
            Connection connection = pool.getConnection();
            try {
                return answer(connection);
            } finally {
                // Instead of closing it: closing would keep it for ten idle seconds.
                pool.evictConnection(connection);
            }
        } catch (SQLException e) {
            return judged(e);
        }
    }

    /** Something to be done with a connection. */
    @FunctionalInterface
    public interface Errand<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs an errand and leaves no connection behind, unless others are at work anyway and will use it. */
    public <T> T run(Errand<T> errand) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            return errand.run(connection);
        } finally {
            boolean busy = pool.getHikariPoolMXBean().getActiveConnections() > 1;
            if (busy) {
                connection.close();
            } else {
                pool.evictConnection(connection);
            }
        }
    }

    private static Reachability answer(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(TenantPool.CONNECT.toMillis()));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW transaction_read_only")) {
            return rows.next() && rows.getString(1).equals("off")
                    ? new Writable()
                    : new Refused("The database takes no writes at present.");
        }
    }

    private static Reachability judged(SQLException fault) {
        return SqlFaults.serverAway(fault)
                ? new Unreachable("The database server does not answer" + SqlFaults.inBrackets(fault) + ".")
                : new Refused("The database refuses the writer" + SqlFaults.inBrackets(fault) + ".");
    }

    @Override
    public void close() {
        pool.close();
    }
}
