package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.StreamPositions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way into the database by a thread of its own, which commits it and answers for it, while its writer reads the
 * next. Only its writer asks.
 */
final class UnderWay {

    /** What is done with a batch once it is committed. */
    @FunctionalInterface
    interface Answers {
        void give(Batch batch, Map<StreamKey, StreamPositions> positions);
    }

    private final Batch batch;
    private final Written written;
    private final Instant at;
    private final FutureTask<@Nullable SQLException> end;

    private UnderWay(Batch batch, Written written, Instant at, FutureTask<@Nullable SQLException> end) {
        this.batch = batch;
        this.written = written;
        this.at = at;
        this.end = end;
    }

    /** @param afterwards run in any case, when the end is known */
    static UnderWay start(Batch batch, Instant at, Written written, Answers answers, Runnable afterwards) {
        FutureTask<@Nullable SQLException> end = new FutureTask<>(() -> commit(batch, written, answers));
        Thread.ofVirtual().name("commit").start(() -> {
            end.run();
            afterwards.run();
        });
        return new UnderWay(batch, written, at, end);
    }

    private static @Nullable SQLException commit(Batch batch, Written written, Answers answers) {
        try {
            written.commit();
        } catch (SQLException e) {
            return e;
        }
        answers.give(batch, written.positions());
        return null;
    }

    Batch batch() {
        return batch;
    }

    Written written() {
        return written;
    }

    /** When it was written. */
    Instant at() {
        return at;
    }

    boolean over() {
        return end.isDone();
    }

    /** Waits for the end; null when it is committed and answered. */
    @Nullable
    SQLException await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
