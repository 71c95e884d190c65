package io.millwright.controlplane.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Which mutations run or have run. A run holds a lease: if its process dies, the next request with the same key takes over
 * and does the work again, which every mutation of ours stands.
 */
@Repository
class IdempotencyStore {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient database;
    private final Clock clock;

    IdempotencyStore(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a key says to a request. */
    sealed interface Standing {

        /** Go on; the lease is the token that {@link #finish} and {@link #abandon} need. */
        record First(OffsetDateTime lease) implements Standing {}

        /** The same request is running elsewhere. */
        record Running() implements Standing {}

        /** The same request was answered. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Answered(byte[] answer) implements Standing {}

        /** The key was used for another request. */
        record OtherRequest() implements Standing {}
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(byte[] request, @Nullable OffsetDateTime lease, byte @Nullable [] answer) {}

    Standing begin(byte[] id, byte[] request) {
        OffsetDateTime now = now();
        OffsetDateTime lease = now.plus(LEASE);
        int fresh = database.sql("""
            INSERT INTO idempotency AS held (id, request, lease, expires_at)
            VALUES (:id, :request, :lease, :expires)
            ON CONFLICT (id) DO UPDATE
              SET request = excluded.request, lease = excluded.lease, answer = NULL,
                  expires_at = excluded.expires_at
              WHERE held.expires_at <= :now OR (held.lease <= :now AND held.request = excluded.request)
            """)
                .param("id", id)
                .param("request", request)
                .param("lease", lease)
                .param("expires", now.plus(KEPT))
                .param("now", now)
                .update();
        if (fresh == 1) {
            return new Standing.First(lease);
        }
        Optional<Row> row = database.sql("SELECT request, lease, answer FROM idempotency WHERE id = :id")
                .param("id", id)
                .query((found, _) -> new Row(
                        found.getBytes("request"),
                        found.getObject("lease", OffsetDateTime.class),
                        found.getBytes("answer")))
                .optional();
        if (row.isEmpty()) {
            return new Standing.Running(); // abandoned this instant: ask again
        }
        if (!Arrays.equals(row.get().request(), request)) {
            return new Standing.OtherRequest();
        }
        byte[] answer = row.get().answer();
        return answer == null ? new Standing.Running() : new Standing.Answered(answer);
    }

    /** Nothing happens if the lease was taken over meanwhile. */
    void finish(byte[] id, OffsetDateTime lease, byte[] answer) {
        database.sql("UPDATE idempotency SET lease = NULL, answer = :answer WHERE id = :id AND lease = :lease")
                .param("answer", answer)
                .param("id", id)
                .param("lease", lease)
                .update();
    }

    /** Without effect there is nothing to repeat: the key is free again. */
    void abandon(byte[] id, OffsetDateTime lease) {
        database.sql("DELETE FROM idempotency WHERE id = :id AND lease = :lease")
                .param("id", id)
                .param("lease", lease)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forget() {
        database.sql("DELETE FROM idempotency WHERE expires_at <= :now")
                .param("now", now())
                .update();
    }

    /** As PostgreSQL keeps it, so that a lease read back is equal. */
    private OffsetDateTime now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
