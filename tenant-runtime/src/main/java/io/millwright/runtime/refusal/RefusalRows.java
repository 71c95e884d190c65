package io.millwright.runtime.refusal;

import io.millwright.wire.refusal.RefusalReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;

/** Table {@code refusal}: reports in the order of their commits, each once. */
public final class RefusalRows {

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('millwright.historian.refusals', 0))";

    private static final String INSERT = """
        INSERT INTO refusal (at, identity, reason, topic, count) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (at, identity, reason) DO NOTHING\
        """;

    /** In one transaction of its own. */
    public static void store(Connection connection, List<RefusalReport> reports) throws SQLException {
        connection.setAutoCommit(false);
        try {
            insert(connection, reports);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void insert(Connection connection, List<RefusalReport> reports) throws SQLException {
        try (Statement lock = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            lock.execute(LOCK);
            for (RefusalReport report : reports) {
                insert.setObject(1, report.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, report.identity());
                insert.setString(3, report.reason());
                insert.setString(4, report.topic().orElse(null));
                insert.setLong(5, report.count());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private RefusalRows() {}
}
