package io.millwright.runtime.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of messages may wait in this process, over all tenants. Thread-safe. */
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

    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }
}
