package io.millwright.quickstart.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action for keys: never twice at once for one key, side by side for different ones. What is asked for while
 * the action runs becomes one more run. A failing run is repeated after 1 s, then after twice as long each time, at
 * most {@link #LONGEST_PAUSE}.
 */
final class KeyedQueue<K> implements AutoCloseable {

    interface Action<K> {
        void run(K key) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(KeyedQueue.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(60);

    private static final class Entry {
        private boolean running;
        private boolean again;
        private int failures;
    }

    private final Action<K> action;
    private final Map<K, Entry> entries = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer;

    KeyedQueue(String name, Action<K> action) {
        this.action = action;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-timer").factory());
    }

    void add(K key) {
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(key, _ -> new Entry());
            if (entry.running) {
                entry.again = true;
                return;
            }
            entry.running = submit(key, entry);
        }
    }

    void addAfter(K key, Duration pause) {
        try {
            var _ = timer.schedule(() -> add(key), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("closed: {} is not looked at again", key);
        }
    }

    private boolean submit(K key, Entry entry) {
        try {
            workers.execute(() -> run(key, entry));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.trace("closed: {} is not looked at again", key);
            return false;
        }
    }

    private void run(K key, Entry entry) {
        boolean failed = false;
        try {
            action.run(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failed = true;
            LOG.warn("{}: {}; trying again", key, e.toString());
            LOG.debug("{}", key, e);
        }
        synchronized (entries) {
            entry.running = false;
            entry.failures = failed ? entry.failures + 1 : 0;
            if (entry.again) {
                entry.again = false;
                entry.running = submit(key, entry);
            } else if (!failed) {
                entries.remove(key, entry);
            }
        }
        if (failed) {
            addAfter(key, pause(entry.failures));
        }
    }

    static Duration pause(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Starts nothing any more and waits for what runs, but not for ever. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE_AT_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
