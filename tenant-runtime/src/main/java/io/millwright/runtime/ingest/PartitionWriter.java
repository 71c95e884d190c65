package io.millwright.runtime.ingest;

import io.millwright.runtime.historian.AbandonedSessions;
import io.millwright.runtime.historian.SqlFaults;
import io.millwright.wire.TenantId;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.StreamPositions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the messages of its share of a tenant's devices, one batch after another: whatever has come is a batch, without
 * waiting for more. A batch is tried until it is stored; only then are its messages acknowledged and its receipts sent.
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

    private static final long FIRST_PAUSE = 50;

    private static final long LONGEST_PAUSE = 2_000;

    /** When a fault has lasted this many tries, devices are asked to wait. */
    private static final int TRIES_BEFORE_HOLD = 4;

    /** How long held messages may wait to be counted, when nothing else is stored. */
    private static final Duration UNCOUNTED = Duration.ofSeconds(1);

    private final TenantId tenant;
    private final int slot;
    private final DataSource database;
    private final Admission admission;
    private final TenantIngest.Surroundings surroundings;
    private final LongConsumer settled;
    private final Runnable askAgain;
    private final ReceiptDesk desk;
    private final EdgeNodes edgeNodes;
    private final DeviceQueues queue = new DeviceQueues();
    private final Turns.Turn turn;
    private final List<Decoded> held = new ArrayList<>();
    private final Thread thread;
    private long counted = System.nanoTime() - UNCOUNTED.toNanos();
    private volatile boolean stopping;
    private volatile String trouble = "";
    private volatile boolean usage;

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
        this.thread = Thread.ofVirtual().name("ingest-" + tenant + "-" + slot).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void offer(Arrival message) {
        queue.offer(message);
    }

    String trouble() {
        return trouble;
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
                boolean owes = ingest != null && ingest.owes();
                Arrival first = queue.poll(owes ? UNCOUNTED : IDLE);
                if (ingest != null && owes && (first == null || stopping)) {
                    count(ingest);
                }
                if (stopping) {
                    return;
                }
                if (first == null) {
                    ingest = owes ? ingest : null;
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
                batch(ingest, first);
            } catch (InterruptedException e) {
                turn.end();
                return;
            } catch (RuntimeException e) {
                turn.end();
                brokenOff(ingest, e);
                ingest = null;
            }
        }
    }

    /** A fault of ours: what it broke off is not acknowledged, and is asked for again with a new session. */
    private void brokenOff(@Nullable DecodedIngest ingest, RuntimeException fault) {
        trouble = "Ingestion met a fault of its own.";
        LOG.atError()
                .addKeyValue("tenant", tenant)
                .addKeyValue("reason", "IngestFault")
                .setCause(fault)
                .log("a batch was broken off");
        if (ingest != null) {
            Stream.concat(ingest.batch().messages().stream(), held.stream())
                    .filter(message -> !message.acknowledged)
                    .forEach(message -> settled.accept(TenantIngest.cost(message.arrival)));
        }
        held.clear();
        askAgain.run();
    }

    /** Held messages alone: nothing of them is stored but their number. */
    private void count(DecodedIngest ingest) {
        ingest.begin();
        try {
            ingest.commit(List.of());
        } catch (SQLException e) {
            LOG.atDebug()
                    .addKeyValue("tenant", tenant)
                    .log("held messages are counted later" + SqlFaults.inBrackets(e));
        }
    }

    private void batch(DecodedIngest ingest, Arrival first) throws InterruptedException {
        turn.begin();
        ingest.begin();
        held.clear();
        Batch batch = ingest.batch();
        int messages = 0;
        for (Arrival next = first; next != null; next = full(batch, messages) ? null : queue.poll()) {
            if (stopping) {
                break;
            }
            Decoded message = ingest.add(next);
            messages++;
            if (message.arrival.telemetry() && message.position() != null) {
                message.hold =
                        admission.take(message.device(), message.endPoint - message.firstPoint, next.payload().length);
                if (message.hold != null) {
                    held.add(message);
                    ingest.setAside();
                }
            }
        }
        boolean countOnly = batch.messages().isEmpty();
        if (countOnly && System.nanoTime() - counted < UNCOUNTED.toNanos()) {
            turn.end();
        } else {
            Map<StreamKey, StreamPositions> positions = untilStored(ingest);
            turn.end();
            if (positions == null) {
                return;
            }
            counted = System.nanoTime();
            usage |= !countOnly;
            surroundings.failpoint().afterCommit();
            batch.messages().forEach(this::acknowledge);
            desk.answer(batch.messages(), positions);
            LivePoints.tell(surroundings.live(), tenant, batch);
        }
        held.forEach(this::acknowledge);
        desk.held(held);
    }

    private boolean full(Batch batch, int messages) {
        int mostPoints = surroundings.turns().crowded() ? MOST_POINTS_IN_A_CROWD : MOST_POINTS;
        return batch.points() >= mostPoints || messages >= MOST_MESSAGES || batch.payloadBytes() >= MOST_BYTES;
    }

    /** Null when told to stop before it was stored. */
    private @Nullable Map<StreamKey, StreamPositions> untilStored(DecodedIngest ingest) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                Map<StreamKey, StreamPositions> positions =
                        ingest.commit(ingest.batch().messages());
                recovered();
                return positions;
            } catch (SQLException e) {
                failed(e, tries);
                turn.end();
                if (stopping) {
                    return null;
                }
                if (tries >= TRIES_BEFORE_HOLD) {
                    desk.hold(streams(ingest.batch()), Hold.Reason.OVERLOAD);
                }
                Thread.sleep(pause(tries));
                endAbandoned(e);
                turn.begin();
            }
        }
    }

    /** An answer that never came may have left a session behind that holds the locks which the next try needs. */
    private void endAbandoned(SQLException fault) {
        if (!SqlFaults.serverAway(fault)) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            int ended = AbandonedSessions.end(connection);
            if (ended > 0) {
                LOG.atWarn()
                        .addKeyValue("tenant", tenant)
                        .addKeyValue("reason", "SessionsEnded")
                        .addKeyValue("sessions", ended)
                        .log("sessions of writers that are gone were ended");
            }
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("tenant", tenant).log("the next try tells more" + SqlFaults.inBrackets(e));
        }
    }

    private static long pause(int tries) {
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries, 10));
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
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

    private void failed(SQLException fault, int tries) {
        if (trouble.isEmpty() || tries % 30 == 0) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("reason", "NotStored")
                    .addKeyValue("tries", tries)
                    .log("a batch is not stored yet" + SqlFaults.inBrackets(fault));
        }
        trouble = "The historian does not store" + SqlFaults.inBrackets(fault) + ".";
    }

    private void recovered() {
        if (!trouble.isEmpty()) {
            trouble = "";
            LOG.atInfo()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("reason", "Stored")
                    .log("batches are stored again");
        }
    }

    private void acknowledge(Decoded message) {
        message.acknowledged = true;
        settled.accept(TenantIngest.cost(message.arrival));
        message.arrival.acknowledge().run();
    }
}
