package io.millwright.runtime.ingest;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which of the messages that wait become a batch: as many as are worth one, what was measured now before what comes late. */
final class Gathering {

    /** Where COPY gains no more from larger batches. */
    private static final int MOST_POINTS = 10_000;

    /** While another tenant waits for its turn. */
    private static final int MOST_POINTS_IN_A_CROWD = 2_500;

    private static final int MOST_MESSAGES = 5_000;

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** What a batch beside one that is being committed must hold, so that it does not wait for that to end. */
    private static final int WORTH_A_TRANSACTION = 2_000;

    /** How much of a batch may be late while there is anything live: a few milliseconds, which is what live ones then wait. */
    private static final int MOST_LATE_POINTS = 2_000;

    /** A broker hands over a window of messages at once, one by one: for so long the next may be just behind. */
    private static final Duration JUST_BEHIND = Duration.ofNanos(300_000);

    /** Nobody waits longer for those behind. */
    private static final Duration MOST_GATHERING = Duration.ofMillis(3);

    /**
     * Of a tenant of which nothing is taken, messages wait so long for each other: acknowledged together they cost less,
     * here and at the broker, which hands over the next when all are acknowledged. Both are shared with other tenants.
     */
    private static final Duration HELD_GATHERING = Duration.ofMillis(20);

    /** For so long after a message that is not late, others like it are expected. */
    private static final Duration LIVE = Duration.ofSeconds(5);

    private final DeviceQueues queue;
    private final Turns.Turn turn;
    private final Admission admission;
    private final TenantIngest.Surroundings surroundings;
    private final BooleanSupplier stopping;
    private volatile long lastLive = System.nanoTime() - LIVE.toNanos();

    /** What was written last. */
    @FunctionalInterface
    interface Before {
        /** Whether its end is known by now, and dealt with. */
        boolean over() throws InterruptedException;
    }

    /** @param turn held while messages are read into the batch, not while it waits */
    Gathering(
            DeviceQueues queue,
            Turns.Turn turn,
            Admission admission,
            TenantIngest.Surroundings surroundings,
            BooleanSupplier stopping) {
        this.queue = queue;
        this.turn = turn;
        this.admission = admission;
        this.surroundings = surroundings;
        this.stopping = stopping;
    }

    /** Puts a message into its lane; by any thread. */
    void offer(Arrival message) {
        boolean late = message.telemetry()
                && message.sparkplug() == null
                && Lateness.late(message.payload(), surroundings.clock().millis());
        if (!late) {
            lastLive = System.nanoTime();
        }
        queue.offer(message, late);
    }

    /**
     * Reads what has come into a new batch. While the one before is being committed, this one grows until that is done, or until
     * it is worth a transaction beside it: so few messages take few transactions, and a slow commit delays nothing but itself.
     * A window of messages is one batch, and not its first message and then the rest: the broker sends the next window when
     * both are acknowledged.
     */
    void into(DecodedIngest ingest, Arrival first, Before before, Duration patience) throws InterruptedException {
        turn.begin();
        ingest.turn();
        Batch batch = ingest.batch();
        long begun = System.nanoTime();
        int latePoints = 0;
        Arrival next = first;
        while (!stopping.getAsBoolean()) {
            if (next != null) {
                latePoints += add(ingest, next);
            }
            if (full(batch)) {
                return;
            }
            boolean lateToo = latePoints < MOST_LATE_POINTS || System.nanoTime() - lastLive > LIVE.toNanos();
            next = queue.poll(lateToo);
            if (next != null) {
                continue;
            }
            long heldWait = heldAlone(batch) ? begun + HELD_GATHERING.toNanos() - System.nanoTime() : 0;
            if (heldWait > 0) {
                next = withoutTurn(Duration.ofNanos(heldWait));
            } else if (before.over() || batch.points() >= WORTH_A_TRANSACTION) {
                boolean waits = lateToo && System.nanoTime() - begun < MOST_GATHERING.toNanos();
                next = waits ? queue.poll(JUST_BEHIND) : null;
                if (next == null) {
                    return;
                }
            } else {
                next = withoutTurn(patience);
            }
        }
    }

    /** The next to come, if it comes so soon; others have their turns meanwhile. */
    private @Nullable Arrival withoutTurn(Duration patience) throws InterruptedException {
        turn.end();
        Arrival next = queue.poll(patience);
        turn.begin();
        return next;
    }

    /** Not where one device alone is beyond its own quota: its neighbours' messages may be behind it in the broker. */
    private boolean heldAlone(Batch batch) {
        return batch.messages().isEmpty() && !batch.held().isEmpty() && admission.closed();
    }

    /** Of points that were measured a while ago, how many it has. */
    private int add(DecodedIngest ingest, Arrival next) {
        Decoded message = ingest.add(next);
        int points = message.endPoint - message.firstPoint;
        if (message.arrival.telemetry() && message.position() != null) {
            message.hold = admission.take(message.device(), points, next.payload().length);
            if (message.hold != null) {
                ingest.setAside();
                return 0;
            }
        }
        return message.late(surroundings.clock().millis()) ? points : 0;
    }

    private boolean full(Batch batch) {
        int mostPoints = surroundings.turns().crowded() ? MOST_POINTS_IN_A_CROWD : MOST_POINTS;
        return batch.points() >= mostPoints
                || batch.messages().size() + batch.held().size() >= MOST_MESSAGES
                || batch.payloadBytes() >= MOST_BYTES;
    }
}
