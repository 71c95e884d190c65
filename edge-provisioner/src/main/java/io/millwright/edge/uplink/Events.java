package io.millwright.edge.uplink;

import io.millwright.wire.TopicKind;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What happens to a session, from the threads of the MQTT client and of the buffer to the uplink's own. One for each session. */
final class Events {

    /** Everything that comes again of itself may be dropped beyond this. */
    private static final int MOST = 10_000;

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(MOST);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicReference<@Nullable String> loss = new AtomicReference<>();

    /** One thing that happened. */
    sealed interface Event {

        record Received(TopicKind kind, byte[] payload) implements Event {}

        /** The broker answered a publication; the sentence is empty if it took it. */
        record Answered(String refusal) implements Event {}

        /** There is something to do. */
        record Woken() implements Event {}
    }

    void received(TopicKind kind, byte[] payload) {
        queue.offer(new Event.Received(kind, payload));
    }

    void answered(String refusal) {
        queue.offer(new Event.Answered(refusal));
    }

    void wake() {
        if (!woken.getAndSet(true)) {
            queue.offer(new Event.Woken());
        }
    }

    void lost(String sentence) {
        loss.compareAndSet(null, sentence);
        queue.offer(new Event.Woken());
    }

    /** Why the session is over; null while it is not. */
    @Nullable
    String loss() {
        return loss.get();
    }

    @Nullable
    Event next(Duration wait) throws InterruptedException {
        Event event = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (event instanceof Event.Woken) {
            woken.set(false);
        }
        return event;
    }
}
