package io.millwright.runtime.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait, a line for each device. The devices give in turn, each about the same number of bytes, so that what one
 * has in plenty delays no other; each device's own come in the order in which they were offered. What is measured now goes
 * before what is sent late, in lines of its own. Whoever is late is not forgotten for it: a broker keeps a bounded number of
 * messages unacknowledged, in its own order, so that nothing new comes when only late ones are left. Thread-safe; one takes.
 */
final class DeviceQueues {

    /** What a device gives before it is the next one's turn; whoever gave more in one message is passed over until that is made up. */
    private static final long PORTION = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Lane live = new Lane();
    private final Lane late = new Lane();
    private boolean woken;

    /** What waits of one device; it exists as long as something does. */
    private static final class Line {
        private final Deque<Arrival> waiting = new ArrayDeque<>();
        private long credit = PORTION;
    }

    /** Devices in turn. Guarded by the lock. */
    private static final class Lane {
        private final Map<String, Line> lines = new HashMap<>();
        private final Deque<Line> turns = new ArrayDeque<>();

        void add(Arrival message) {
            String device = message.topic().device().value();
            Line line = lines.get(device);
            if (line == null) {
                line = new Line();
                lines.put(device, line);
                turns.addLast(line);
            }
            line.waiting.addLast(message);
        }

        @Nullable
        Arrival next() {
            for (Line line = turns.peekFirst(); line != null; line = turns.peekFirst()) {
                if (line.credit <= 0) {
                    line.credit += PORTION;
                    turns.addLast(turns.removeFirst());
                    continue;
                }
                Arrival message = line.waiting.removeFirst();
                line.credit -= TenantIngest.cost(message);
                if (line.waiting.isEmpty()) {
                    turns.removeFirst();
                    lines.remove(message.topic().device().value());
                }
                return message;
            }
            return null;
        }
    }

    void offer(Arrival message, boolean isLate) {
        lock.lock();
        try {
            (isLate ? late : live).add(message);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next, or null if none waits; a late one only if that may be. */
    @Nullable
    Arrival poll(boolean lateToo) {
        lock.lock();
        try {
            return next(lateToo);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one; null after so long, or when woken. */
    @Nullable
    Arrival poll(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (live.turns.isEmpty() && late.turns.isEmpty() && !woken && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return next(true);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Arrival next(boolean lateToo) {
        Arrival first = live.next();
        return first == null && lateToo ? late.next() : first;
    }

    /** Whoever waits, or is the next to do so, stops waiting once. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
