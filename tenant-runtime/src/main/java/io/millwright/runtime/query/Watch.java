package io.millwright.runtime.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after somebody who waits while a connection is at work, and cancels the statement when they have left. */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Most statements are over before the first look. */
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Asker asker;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private boolean over;
    private boolean cancelled;

    Watch(Asker asker, Connection connection) {
        this.asker = asker;
        this.connection = connection;
        this.thread = Thread.ofVirtual().name("watch-", 0).start(this::look);
    }

    private void look() {
        try {
            boolean waiting = true;
            while (waiting) {
                Thread.sleep(EVERY);
                waiting = stillWaiting();
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
        lock.lock();
        try {
            over = true;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }
}
