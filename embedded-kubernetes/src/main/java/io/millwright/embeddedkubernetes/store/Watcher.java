package io.millwright.embeddedkubernetes.store;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one resource, or of all, in order, for one reader. A client's reader that falls {@value #CLIENT}
 * events behind is ended rather than waited for; it lists anew.
 */
public final class Watcher implements AutoCloseable {

    static final int CLIENT = 50_000;

    /** A client's reader that waits for an event notices within this time that none will come. */
    private static final Duration NOTICE = Duration.ofMillis(500);

    private final LinkedBlockingQueue<Event> queue;
    private final Duration longestWait;
    private final Consumer<Watcher> onClose;
    private volatile boolean ended;

    Watcher(int capacity, Consumer<Watcher> onClose) {
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.longestWait = capacity == CLIENT ? NOTICE : Duration.ofDays(1);
        this.onClose = onClose;
    }

    void offer(Event event) {
        if (!ended && !queue.offer(event)) {
            ended = true;
        }
    }

    /** True when no further event will come: the resource is gone, the store closed, or the reader too slow. */
    public boolean ended() {
        return ended && queue.isEmpty();
    }

    void end() {
        ended = true;
    }

    /** True when the reader has taken every event so far. */
    public boolean idle() {
        return queue.isEmpty();
    }

    /** The next event, or null when none came in that time; a client's reader may be told so earlier. */
    public @Nullable Event next(Duration wait) throws InterruptedException {
        Event event = queue.poll();
        Duration at = wait.compareTo(longestWait) > 0 ? longestWait : wait;
        return event != null || ended ? event : queue.poll(at.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        ended = true;
        onClose.accept(this);
    }
}
