package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after somebody who waits while a connection is at work, and cancels the statement when they have left. Most statements are
 * over before the first look, and cost no more than a place in the timer's queue: a thread for each took as long as the shorter ones.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final Duration EVERY = Duration.ofMillis(200);

    private final Asker asker;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Future<?> first;
    private @Nullable Thread thread;
    private boolean over;
    private boolean cancelled;

    /** @param timer nothing of this blocks it */
    Watch(Asker asker, Connection connection, ScheduledExecutorService timer) {
        this.asker = asker;
        this.connection = connection;
        this.first = timer.schedule(this::begin, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin() {
        lock.lock();
        try {
            if (!over) {
                thread = Thread.ofVirtual().name("watch").start(this::look);
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            while (stillWaiting()) {
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the answer is there
        }
    }

    /** Under the lock, so that neither the connection nor whoever waits is touched any more once this is closed. */
    private boolean stillWaiting() {
        lock.lock();
        try {
            if (over || !asker.gone()) {
                return !over;
            }
            cancelled = true;
            connection.unwrap(PGConnection.class).cancelQuery();
            return false;
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a statement could not be cancelled; its own limit ends it");
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection may be told to cancel what it does next: the order could arrive late. */
    boolean cancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        first.cancel(false);
        lock.lock();
        try {
            over = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
