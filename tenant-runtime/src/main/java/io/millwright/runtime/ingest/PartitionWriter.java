package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.TenantId;
import io.millwright.wire.receipt.StreamPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
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

    /** After which an idle writer lets its buffers go. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** When a fault has lasted this many tries, devices are asked to wait. */
    private static final int TRIES_BEFORE_HOLD = 4;

    /** How long held messages may wait to be counted, when nothing else is stored. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(1);

    private final TenantId tenant;
    private final int slot;
    private final DataSource database;
    private final Admission admission;
    private final TenantIngest.Surroundings surroundings;
    private final Runnable askAgain;
    private final Answers answers;
    private final EdgeNodes edgeNodes;
    private final Trouble trouble;
    private final DeviceQueues queue = new DeviceQueues();
    private final Turns.Turn turn;
    private final Gathering gathering;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean usage;

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
        this.gathering = new Gathering(queue, turn, admission, surroundings, () -> stopping);
        this.askAgain = askAgain;
        this.answers = new Answers(tenant, surroundings, settled);
        this.edgeNodes = new EdgeNodes(surroundings.receipts(), surroundings.clock(), System::nanoTime);
        this.trouble = new Trouble(tenant, database);
        this.thread = Thread.ofVirtual().name("ingest-" + tenant + "-" + slot).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void offer(Arrival message) {
        gathering.offer(message);
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
                DecodedIngest own = ingest;
                gathering.into(own, first, () -> reaped(own), IDLE);
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
            answers.giveUp(left.batch());
        }
        if (ingest != null && (left == null || left.batch() != ingest.batch())) {
            answers.giveUp(ingest.batch());
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

    /** Writes the batch, and leaves its commit to another thread once the one before has ended. */
    private void store(DecodedIngest ingest) throws InterruptedException {
        Batch batch = ingest.batch();
        if (batch.messages().isEmpty() && System.nanoTime() - counted < UNCOUNTED.toNanos()) {
            turn.end();
            awaitBefore(ingest);
            answers.held(batch);
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

    private boolean reaped(DecodedIngest ingest) throws InterruptedException {
        reap(ingest);
        return underWay == null;
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
        answers.give(batch, positions);
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
                    answers.overload(batch);
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
}
