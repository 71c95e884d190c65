package io.millwright.runtime.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One tenant's connections as its reader. Thread-safe; like the writer's it keeps none while idle and has no thread of its
 * own.
 */
public final class HistorianReader implements AutoCloseable {

    private static final int LARGEST = 4;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** For one statement; what takes longer is asked for too much at once. */
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** Longer than any statement may take, so that it ends a connection only when the server is gone. */
    private static final Duration SOCKET = Duration.ofSeconds(10);

    private static final String QUERY_CANCELED = "57014";

    private final HikariDataSource pool;
    private final ScheduledExecutorService timer;

    /** Reading that may fail as JDBC does. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    public HistorianReader(TenantConfiguration tenant, ScheduledExecutorService housekeeping) {
        TenantConfiguration.Database database = tenant.database();
        HikariConfig config = new HikariConfig();
        config.setPoolName("reader-" + tenant.tenant().value());
        config.setJdbcUrl(database.url());
        config.setUsername(database.reader().name());
        config.setPassword(database.reader().password().value());
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(LARGEST);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setValidationTimeout(CONNECT.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.setScheduledExecutor(housekeeping);
        config.setThreadFactory(Thread.ofVirtual().name("pool-", 0).factory());
        config.addDataSourceProperty("ApplicationName", "millwright-runtime");
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET.toSeconds()));
        // The driver's own read-only mode would need a transaction around every statement.
        config.addDataSourceProperty(
                "options", "-c default_transaction_read_only=on -c statement_timeout=" + STATEMENT.toMillis());
        this.pool = new HikariDataSource(config);
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
