package io.millwright.runtime.historian;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Sessions of this tenant's writer that wait in the middle of a transaction for a client that says nothing: its connection was
 * swallowed, or its host is gone. The server has no timeout for a COPY that is not fed, and the locks of its streams would stop
 * every successor.
 */
public final class AbandonedSessions {

    /** Shorter than the socket timeout after which a writer tries again; far longer than a writer that lives keeps silent. */
    private static final Duration SILENT = Duration.ofSeconds(15);

    private static final String END = """
        SELECT count(*) FILTER (WHERE ended) FROM (
            SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
            WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
                AND xact_start IS NOT NULL AND wait_event_type = 'Client'
                AND state_change < now() - ? * interval '1 ms'
        ) AS abandoned\
        """;

    /** Ends them, whose ever they were: a writer that lives after all tries again. @return how many */
    public static int end(Connection connection) throws SQLException {
        return end(connection, SILENT);
    }

    static int end(Connection connection, Duration silent) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setLong(1, silent.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private AbandonedSessions() {}
}
