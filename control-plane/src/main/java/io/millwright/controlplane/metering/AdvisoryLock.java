package io.millwright.controlplane.metering;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time do something. The lock belongs to a connection, so it is free when its holder dies. It saves work; what
 * must be right relies on row locks.
 */
public class AdvisoryLock {

    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);

    private final DataSource database;

    public AdvisoryLock(DataSource database) {
        this.database = database;
    }

    /** Runs the work unless somebody else is at it. A database that does not answer is somebody else. */
    public void attempt(String name, Runnable work) {
        try (Connection connection = database.getConnection()) {
            if (!ask(connection, "SELECT pg_try_advisory_lock(hashtextextended('millwright/' || ?, 0))", name)) {
                return;
            }
            try {
                work.run();
            } finally {
                ask(connection, "SELECT pg_advisory_unlock(hashtextextended('millwright/' || ?, 0))", name);
            }
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("lock", name)
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("the platform database could not be asked for a lock");
        }
    }

    private static boolean ask(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
