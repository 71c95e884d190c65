package io.millwright.runtime.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest points of one tenant, numbered from 0. Appending never waits for a reader: who is too slow finds its place
 * overwritten. The lock is held for copying references only.
 */
final class Ring {

    enum Joining {
        JOINED,
        FULL,
        RETIRED
    }

    /** @param next position to go on from; {@code overtaken}: points from {@code position} on are lost */
    record Look(List<CommittedPoint> points, long next, boolean overtaken, boolean ended) {}

    /** Tells the positions of this ring from those of an earlier one, or of another process. */
    final String name = UUID.randomUUID().toString().substring(0, 8);

    private final @Nullable CommittedPoint[] points;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long next;
    private int listeners;
    private long lastLeft = System.nanoTime();
    private boolean ended;

    Ring(int capacity) {
        points = new CommittedPoint[capacity];
    }

    Joining join(int most) {
        lock.lock();
        try {
            if (ended) {
                return Joining.RETIRED;
            }
            if (listeners >= most) {
                return Joining.FULL;
            }
            listeners++;
            return Joining.JOINED;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            listeners--;
            lastLeft = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    int listeners() {
        lock.lock();
        try {
            return listeners;
        } finally {
            lock.unlock();
        }
    }

    /** True once nobody has listened for that long; nobody can join then. */
    boolean retire(Duration linger) {
        lock.lock();
        try {
            ended = ended || (listeners == 0 && System.nanoTime() - lastLeft > linger.toNanos());
            return ended;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void append(List<CommittedPoint> fresh) {
        lock.lock();
        try {
            for (CommittedPoint point : fresh) {
                points[(int) (next++ % points.length)] = point;
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long newest() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything from this position on is still here, or will come. */
    boolean holds(long position) {
        lock.lock();
        try {
            return position >= next - Math.min(next, points.length) && position <= next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something at the position, at most for {@code patience}. */
    Look look(long position, int most, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (next == position && !ended && left > 0) {
                left = news.awaitNanos(left);
            }
            if (position < next - points.length) {
                return new Look(List.of(), position, true, ended);
            }
            List<CommittedPoint> found = new ArrayList<>();
            long at = position;
            while (at < next && found.size() < most) {
                found.add(Objects.requireNonNull(points[(int) (at++ % points.length)]));
            }
            return new Look(found, at, false, ended);
        } finally {
            lock.unlock();
        }
    }
}
