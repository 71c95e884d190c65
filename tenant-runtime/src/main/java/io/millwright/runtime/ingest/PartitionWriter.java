package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.TenantId;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.StreamPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the messages of its share of a tenant's devices, one batch after another: whatever has come is a batch, without
 * waiting for more. A batch is tried until it is stored; only then are its messages acknowledged and its receipts sent.
 *
 * <p>While a batch is being committed, the next is read and written; its commit waits for the end of that one. If that one
 * fails, what was written after it is rolled back, and both are stored again in their order.
 */
final class PartitionWriter {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);

    /** Where COPY gains no more from larger batches. */
    private static final int MOST_POINTS = 10_000;

    /** While another tenant waits for its turn. */
    private static final int MOST_POINTS_IN_A_CROWD = 2_500;

    private static final int MOST_MESSAGES = 5_000;

    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /** After which an idle writer lets its buffers go. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** When a fault has lasted this many tries, devices are asked to wait. */
    private static final int TRIES_BEFORE_HOLD = 4;

    /** How long held messages may wait to be counted, when nothing else is stored. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(1);

    /** What a batch beside one that is being committed must hold, so that it does not wait for that to end. */
    private static final int WORTH_A_TRANSACTION = 2_000;

    /** How much of a batch may be late while there is anything live: a few milliseconds, which is what live ones then wait. */
    private static final int MOST_LATE_POINTS = 2_000;

    /** A broker hands over a window of messages at once, one by one: for so long the next may be just behind. */
    private static final Duration JUST_BEHIND = Duration.ofNanos(300_000);

    /** Nobody waits longer for those behind. */
    private static final Duration MOST_GATHERING = Duration.ofMillis(3);

    /** For so long after a message that is not late, others like it are expected. */
    private static final Duration LIVE = Duration.ofSeconds(5);

    private final TenantId tenant;
    private final int slot;
    private final DataSource database;
    private final Admission admission;
    private final TenantIngest.Surroundings surroundings;
    private final LongConsumer settled;
    private final Runnable askAgain;
    private final ReceiptDesk desk;
    private final EdgeNodes edgeNodes;
    private final Trouble trouble;
    private final DeviceQueues queue = new DeviceQueues();
    private final Turns.Turn turn;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean usage;
    private volatile long lastLive = System.nanoTime() - LIVE.toNanos();

    /** The rest belongs to the thread alone. */
    private @Nullable UnderWay underWay;

    private long lastTaken = System.nanoTime();

    private long counted = System.nanoTime() - UNCOUNTED.toNanos();

    PartitionWriter(
            TenantId tenant,
            int slot,
            DataSource database,
            Admission admission,
            Turns.Tenant turns,
            TenantIngest.Surroundings surroundings,
            LongConsumer settled,
            Runnable askAgain) {
        this.tenant = tenant;
        this.slot = slot;
        this.database = database;
        this.admission = admission;
        this.turn = turns.turn();
        this.surroundings = surroundings;
        this.settled = settled;
        this.askAgain = askAgain;
        this.desk = new ReceiptDesk(surroundings.receipts());
        this.edgeNodes = new EdgeNodes(surroundings.receipts(), surroundings.clock(), System::nanoTime);
        this.trouble = new Trouble(tenant, database);
        this.thread = Thread.ofVirtual().name("ingest-" + tenant + "-" + slot).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void offer(Arrival message) {
        boolean late = message.telemetry()
                && message.sparkplug() == null
                && Lateness.late(message.payload(), surroundings.clock().millis());
        if (!late) {
            lastLive = System.nanoTime();
        }
        queue.offer(message, late);
    }

    String trouble() {
        return trouble.sentence();
    }

    boolean tookUsage() {
        boolean took = usage;
        usage = false;
        return took;
    }

    /** Lets the batch at hand be finished; a writer that only waits ends at once. */
    void stop() {
        stopping = true;
        queue.wake();
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        DecodedIngest ingest = null;
        while (!stopping) {
            try {
                Arrival first = queue.poll(ingest != null && ingest.owes() ? UNCOUNTED : IDLE);
                if (stopping) {
                    break;
                }
                if (first == null) {
                    ingest = ingest == null ? null : rested(ingest);
                    continue;
                }
                if (ingest == null) {
                    ingest = new DecodedIngest(
                            database,
                            () -> admission.policy().rawRetention(),
                            admission.series(),
                            surroundings.clock(),
                            slot,
                            edgeNodes);
                }
                lastTaken = System.nanoTime();
                gather(ingest, first);
                store(ingest);
            } catch (InterruptedException e) {
                turn.end();
                return;
            } catch (RuntimeException e) {
                turn.end();
                brokenOff(ingest, e);
                ingest = null;
            }
        }
        finish(ingest);
    }

    /** Nothing waits: null when nothing has come for so long that the buffers may go. */
    private @Nullable DecodedIngest rested(DecodedIngest ingest) throws InterruptedException {
        reap(ingest);
        if (underWay != null) {
            return ingest;
        }
        if (ingest.owes() && System.nanoTime() - counted > UNCOUNTED.toNanos()) {
            count(ingest);
        }
        return ingest.owes() || System.nanoTime() - lastTaken < IDLE.toNanos() ? ingest : null;
    }

    /** Held messages alone: nothing of them is stored but their number. */
    private void count(DecodedIngest ingest) {
        ingest.turn();
        try {
            ingest.commit(ingest.batch(), List.of());
        } catch (SQLException e) {
            LOG.atDebug()
                    .addKeyValue("tenant", tenant)
                    .log("held messages are counted later" + SqlFaults.inBrackets(e));
        }
    }

    /** What is under way is answered if it is committed, and not tried again. */
    private void finish(@Nullable DecodedIngest ingest) {
        UnderWay left = underWay;
        if (left != null) {
            awaitEnd(left);
        }
        if (ingest != null && ingest.owes()) {
            count(ingest);
        }
    }

    /** A fault of ours: what it broke off is not acknowledged, and is asked for again with a new session. */
    private void brokenOff(@Nullable DecodedIngest ingest, RuntimeException fault) {
        trouble.broken(fault);
        UnderWay left = underWay;
        underWay = null;
        if (left != null) {
            awaitEnd(left);
            giveBack(left.batch());
        }
        if (ingest != null && (left == null || left.batch() != ingest.batch())) {
            giveBack(ingest.batch());
        }
        askAgain.run();
    }

    /** Whatever its end is, its messages are not touched by another thread any more. */
    private static void awaitEnd(UnderWay left) {
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("known already");
        }
    }

    private void giveBack(Batch batch) {
        Stream.concat(batch.messages().stream(), batch.held().stream())
                .filter(message -> !message.acknowledged)
                .forEach(message -> settled.accept(TenantIngest.cost(message.arrival)));
    }

    /**
     * Reads what has come into a batch. While the one before is being committed, this one grows until that is done, or until it
     * is worth a transaction beside it: so few messages take few transactions, and a slow commit delays nothing but itself.
     * A window of messages is one batch, and not its first message and then the rest: the broker sends the next window when
     * both are acknowledged.
     */
    private void gather(DecodedIngest ingest, Arrival first) throws InterruptedException {
        turn.begin();
        ingest.turn();
        Batch batch = ingest.batch();
        int latePoints = 0;
        long begun = System.nanoTime();
        Arrival next = first;
        while (!stopping) {
            if (next != null) {
                latePoints += add(ingest, next);
            }
            if (full(batch)) {
                return;
            }
            next = queue.poll(latePoints < MOST_LATE_POINTS || System.nanoTime() - lastLive > LIVE.toNanos());
            if (next == null) {
                reap(ingest);
                if (underWay == null || batch.points() >= WORTH_A_TRANSACTION) {
                    next = System.nanoTime() - begun < MOST_GATHERING.toNanos() ? queue.poll(JUST_BEHIND) : null;
                    if (next == null) {
                        return;
                    }
                    continue;
                }
                turn.end();
                next = queue.poll(IDLE);
                turn.begin();
            }
        }
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

    /** Writes the batch, and leaves its commit to another thread once the one before has ended. */
    private void store(DecodedIngest ingest) throws InterruptedException {
        Batch batch = ingest.batch();
        if (batch.messages().isEmpty() && System.nanoTime() - counted < UNCOUNTED.toNanos()) {
            turn.end();
            awaitBefore(ingest);
            answerHeld(batch);
            return;
        }
        Instant now = surroundings.clock().instant();
        SQLException fault = null;
        Written written = null;
        turn.begin();
        try {
            written = ingest.write(now);
        } catch (SQLException e) {
            fault = e;
        }
        turn.end();
        UnderWay before = underWay;
        if (written != null && before != null && before.await() != null) {
            letGo(ingest, written);
            written = null;
        }
        awaitBefore(ingest);
        counted = System.nanoTime();
        if (written == null) {
            untilStored(ingest, batch, fault);
        } else {
            underWay = UnderWay.start(batch, now, written, this::answer, queue::wake);
        }
    }

    private void letGo(DecodedIngest ingest, Written written) {
        ingest.notStored(written);
        try {
            written.close();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("tenant", tenant).log("not stored" + SqlFaults.inBrackets(e));
        }
    }

    /** What is under way is stored when this returns, unless this is to stop. */
    private void awaitBefore(DecodedIngest ingest) throws InterruptedException {
        UnderWay before = underWay;
        if (before != null) {
            var _ = before.await();
            reap(ingest);
        }
    }

    /** What is under way, if it has ended: it is stored now, if need be by trying again. */
    private void reap(DecodedIngest ingest) throws InterruptedException {
        UnderWay before = underWay;
        if (before == null || !before.over()) {
            return;
        }
        SQLException fault = before.await();
        underWay = null;
        if (fault == null) {
            ingest.committed(before.batch(), before.at());
        } else {
            ingest.notStored(before.written());
            untilStored(ingest, before.batch(), fault);
        }
    }

    /** After the commit, by the thread that did it. */
    private void answer(Batch batch, Map<StreamKey, StreamPositions> positions) {
        trouble.over();
        usage |= !batch.messages().isEmpty();
        surroundings.failpoint().afterCommit();
        batch.messages().forEach(this::acknowledge);
        desk.answer(batch.messages(), positions);
        LivePoints.tell(surroundings.live(), tenant, batch);
        answerHeld(batch);
    }

    private void answerHeld(Batch batch) {
        batch.held().forEach(this::acknowledge);
        desk.held(batch.held());
    }

    /** One batch alone, tried until it is stored or this is told to stop. */
    private void untilStored(DecodedIngest ingest, Batch batch, @Nullable SQLException before)
            throws InterruptedException {
        SQLException fault = before == null || SqlFaults.dataAtFault(before) ? null : before;
        for (int tries = 1; ; tries++) {
            if (fault != null) {
                trouble.failed(fault, tries);
                turn.end();
                if (stopping) {
                    return;
                }
                if (tries >= TRIES_BEFORE_HOLD) {
                    desk.hold(streams(batch), Hold.Reason.OVERLOAD);
                }
                trouble.pause(fault, tries);
            }
            turn.begin();
            try {
                Map<StreamKey, StreamPositions> positions = ingest.commit(batch, batch.messages());
                turn.end();
                answer(batch, positions);
                return;
            } catch (SQLException e) {
                fault = e;
            }
        }
    }

    private static Set<Decoded> streams(Batch batch) {
        Set<StreamKey> seen = new HashSet<>();
        Set<Decoded> one = new HashSet<>();
        for (Decoded message : batch.messages()) {
            String stream = message.stream();
            if (stream != null && seen.add(new StreamKey(message.device(), stream))) {
                one.add(message);
            }
        }
        return one;
    }

    private void acknowledge(Decoded message) {
        message.acknowledged = true;
        settled.accept(TenantIngest.cost(message.arrival));
        message.arrival.acknowledge().run();
    }
}
