package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.StreamPositions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction in which a batch is written and which wants nothing but its commit; it holds the locks of the batch's streams.
 * For one thread at a time; to be closed, and without a commit before it nothing of it is stored.
 */
final class Written implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Written.class);

    private final Connection connection;
    private final Map<StreamKey, StreamPositions> positions;
    private final int held;
    private boolean over;

    /**
     * @param connection given back to its pool in the end
     * @param held how many messages that were held it counts
     */
    Written(Connection connection, Map<StreamKey, StreamPositions> positions, int held) {
        this.connection = connection;
        this.positions = positions;
        this.held = held;
    }

    int held() {
        return held;
    }

    /** Of every stream that was touched or asked for; they count when they are committed. */
    Map<StreamKey, StreamPositions> positions() {
        return positions;
    }

    /** @throws SQLException when nothing of it is stored, or when that is not known: then a repetition finds duplicates */
    void commit() throws SQLException {
        try {
            connection.commit();
            over = true;
        } finally {
            close();
        }
    }

    @Override
    public void close() throws SQLException {
        if (!over) {
            over = true;
            rollback(connection);
        }
        connection.close();
    }

    /** The pool throws away a connection that cannot even roll back. */
    static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("reason", "RollbackFailed").log(e.getMessage());
        }
    }
}
