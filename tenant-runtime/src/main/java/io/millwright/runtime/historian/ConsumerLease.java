package io.millwright.runtime.historian;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Which of a tenant's runtimes consumes: a row with a time of the database's clock, rather than a lock, which would hold a
 * connection per idle tenant. It only saves work: two consumers at once store nothing twice.
 */
public final class ConsumerLease {

    private static final String TAKE = """
        INSERT INTO consumer AS c (part, holder, until) VALUES ('ingest', ?, now() + ? * interval '1 ms')
        ON CONFLICT (part) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE c.holder = excluded.holder OR c.until < now()\
        """;

    private final String holder;

    /** @param holder the same after a restart, so that nobody has to wait for the lease of who it was before */
    public ConsumerLease(String holder) {
        this.holder = holder;
    }

    /** Takes or prolongs it; false while another holds it. */
    public boolean take(Connection connection, Duration period) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, holder);
            take.setLong(2, period.toMillis());
            return take.executeUpdate() == 1;
        }
    }

    /** Lets another take it at once. */
    public void release(Connection connection) throws SQLException {
        try (PreparedStatement release =
                connection.prepareStatement("DELETE FROM consumer WHERE part = 'ingest' AND holder = ?")) {
            release.setString(1, holder);
            release.executeUpdate();
        }
    }
}
