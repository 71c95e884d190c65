package io.millwright.runtime.ingest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of messages may wait in this process, over all tenants. Thread-safe.
 *
 * <p>No tenant may have more of them than are still free: one alone gets half, ten that all have a backlog get an eleventh
 * each, and there is always room for one that has nothing waiting yet.
 */
public final class MemoryBudget {

    /** What one message costs beside its payload. */
    static final int OVERHEAD = 300;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long most) {
        this.most = most;
    }

    /** A quarter of the heap. */
    public static MemoryBudget ofThisProcess() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** @param own what the tenant has waiting already, these not included */
    boolean take(long bytes, long own) {
        long before = used.getAndAdd(bytes);
        if (own + bytes <= most - before) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
