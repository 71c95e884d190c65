package io.millwright.runtime.ingest;

import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Stores what a tenant's devices send. Thread-safe. Messages wait in memory up to a bound and are acknowledged when they are
 * committed; its threads are virtual, and idle it keeps no buffers.
 */
public final class TenantIngest implements AutoCloseable {

    /** Two saturate a disk. */
    static final int WRITERS = 2;

    /** The slot of the usage of what leaves the quarantine. */
    static final int QUARANTINE_SLOT = WRITERS;

    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** What the process shares between its tenants, and the way out. */
    public record Surroundings(
            Clock clock,
            MemoryBudget memory,
            Turns turns,
            Receipts receipts,
            CommittedPoints live,
            Failpoint failpoint) {}

    private final TenantId tenant;
    private final MemoryBudget memory;
    private final Admission admission;
    private final List<PartitionWriter> writers;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean overflown = new AtomicBoolean();
    private volatile long lastHeard = System.nanoTime();

    public TenantIngest(TenantId tenant, DataSource database, IngestPolicy policy, Surroundings surroundings) {
        this.tenant = tenant;
        this.memory = surroundings.memory();
        this.admission = new Admission(policy, System::nanoTime);
        Turns.Tenant turns = surroundings.turns().tenant();
        this.writers = IntStream.range(0, WRITERS)
                .mapToObj(slot -> new PartitionWriter(
                        tenant,
                        slot,
                        database,
                        admission,
                        turns,
                        surroundings,
                        this::settled,
                        () -> overflown.set(true)))
                .toList();
        writers.forEach(PartitionWriter::start);
    }

    /**
     * Takes a message; returns at once. It is acknowledged when it is settled, and never if this is closed before.
     *
     * @return false when there is no room: it will not be acknowledged, and nothing more is taken until {@link #drained}
     */
    public boolean offer(Arrival message) {
        lastHeard = System.nanoTime();
        long bytes = cost(message);
        if (overflown.get() || !hasRoom(bytes)) {
            overflown.set(true);
            return false;
        }
        int partition = Math.floorMod(message.topic().device().value().hashCode(), WRITERS);
        writers.get(partition).offer(message);
        return true;
    }

    static long cost(Arrival message) {
        return (long) message.payload().length + MemoryBudget.OVERHEAD;
    }

    private boolean hasRoom(long bytes) {
        long own = waiting.getAndAdd(bytes);
        if (own + bytes > MOST_BYTES || !memory.take(bytes, own)) {
            waiting.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    private void settled(long bytes) {
        waiting.addAndGet(-bytes);
        memory.giveBack(bytes);
    }

    /** Messages were turned away or broken off, and what waited before them is settled: now the broker may be asked for them again. */
    public boolean drained() {
        return overflown.get() && waiting.get() == 0;
    }

    /** Messages are taken again. */
    public void resume() {
        overflown.set(false);
    }

    /** Takes effect with the next batch. */
    public void change(IngestPolicy policy) {
        admission.change(policy);
    }

    /** Why nothing can be stored at present, or empty. */
    public String trouble() {
        return writers.stream()
                .map(PartitionWriter::trouble)
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whether anything was counted since this was asked last. */
    public boolean tookUsage() {
        boolean took = false;
        for (PartitionWriter writer : writers) {
            took |= writer.tookUsage();
        }
        return took;
    }

    /** Of the last message, by {@link System#nanoTime}. */
    public long lastHeard() {
        return lastHeard;
    }

    public TenantId tenant() {
        return tenant;
    }

    /** Finishes the batches at hand, as far as the database lets it, and leaves the rest unacknowledged. */
    @Override
    public void close() {
        overflown.set(true);
        writers.forEach(PartitionWriter::stop);
        writers.forEach(PartitionWriter::join);
        long left = waiting.getAndSet(0);
        memory.giveBack(left);
    }
}
