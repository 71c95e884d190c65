package io.millwright.controlplane.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Letters that are to be sent. Each is sent at least once after its transaction, twice only if a process dies while sending. */
@Repository
public class Letters {

    /** Longer than sending can take, and until another process takes over from one that died. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient database;
    private final Clock clock;

    Letters(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A letter whose turn it is. */
    record Due(long id, String kind, String about, int attempts) {}

    /**
     * Notes within the caller's transaction that this letter is to be sent.
     *
     * @param kind of a {@link LetterWriter}
     * @param about what that writer needs to know, never a secret
     */
    public void send(String kind, String about) {
        database.sql("INSERT INTO letter (kind, about, created_at, due_at) VALUES (:kind, :about, :now, :now)")
                .param("kind", kind)
                .param("about", about)
                .param("now", now())
                .update();
    }

    /** Takes the letter that waits longest, and keeps everybody else from it for a while. */
    Optional<Due> take() {
        return database.sql("""
            UPDATE letter SET attempts = attempts + 1, due_at = :lease
            WHERE id = (SELECT id FROM letter WHERE due_at <= :now ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, about, attempts
            """)
                .param("now", now())
                .param("lease", now().plus(LEASE))
                .query((row, _) -> due(row))
                .optional();
    }

    void sent(Due letter) {
        database.sql("DELETE FROM letter WHERE id = :id")
                .param("id", letter.id())
                .update();
    }

    /** Tried again, each time later. */
    void failed(Due letter) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(letter.attempts() - 1, 20));
        database.sql("UPDATE letter SET due_at = :due WHERE id = :id")
                .param("due", now().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait))
                .param("id", letter.id())
                .update();
    }

    /** @return how many were given up: nothing that a letter links to lives longer */
    int forgetOld() {
        return database.sql("DELETE FROM letter WHERE created_at < :before")
                .param("before", now().minus(KEPT))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(row.getLong("id"), row.getString("kind"), row.getString("about"), row.getInt("attempts"));
    }
}
