package io.millwright.runtime.query;

import com.zaxxer.hikari.HikariDataSource;
import io.millwright.runtime.historian.TenantPool;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** One tenant's connections as its reader. Thread-safe. */
public final class HistorianReader implements AutoCloseable {

    private static final int LARGEST = 4;

    /** For one statement; what takes longer is asked for too much at once. */
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** Longer than any statement may take, so that it ends a connection only when the server is gone. */
    private static final Duration SOCKET = Duration.ofSeconds(10);

    /** The driver's own read-only mode would need a transaction around every statement. */
    private static final String SESSION =
            "-c default_transaction_read_only=on -c statement_timeout=" + STATEMENT.toMillis();

    private static final String QUERY_CANCELED = "57014";

    private final HikariDataSource pool;
    private final ScheduledExecutorService timer;

    /** Reading that may fail as JDBC does. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    public HistorianReader(TenantConfiguration tenant, ScheduledExecutorService housekeeping) {
        this.pool = new HikariDataSource(
                TenantPool.of(tenant, "reader", tenant.database().reader(), LARGEST, SOCKET, SESSION, housekeeping));
        this.timer = housekeeping;
    }

    /** @throws UnansweredException when the database is away, or needs longer than 5 s for a statement */
    public <T> T read(Question<T> question) {
        return read(Asker.STAYS, question);
    }

    /**
     * The statement is cancelled when whoever asks leaves.
     *
     * @throws GoneException then
     * @throws UnansweredException when the database is away, or needs longer than 5 s for a statement
     */
    public <T> T read(Asker asker, Question<T> question) {
        try (Connection connection = pool.getConnection()) {
            Watch watch = new Watch(asker, connection, timer);
            try (watch) {
                return question.ask(connection);
            } catch (SQLException e) {
                if (watch.cancelled()) {
                    throw new GoneException();
                }
                throw e;
            } finally {
                if (watch.cancelled()) {
                    pool.evictConnection(connection);
                }
            }
        } catch (SQLException e) {
            throw new UnansweredException(QUERY_CANCELED.equals(e.getSQLState()), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
