package io.millwright.edge.buffer;

import io.millwright.edge.normalize.Point;
import io.millwright.wire.telemetry.BatchEncoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers points into messages: the first after a pause goes at once, later ones wait until a second is over or a message
 * is full. While the disk takes nothing, points wait here, in bounded memory, and what does not fit is dropped and counted.
 */
public final class Collector implements Consumer<Point>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    static final int MOST_POINTS = 500;
    /** Below the smallest packet that our brokers take, with room for the topic. */
    private static final int MOST_BYTES = 48 * 1024;

    static final int MOST_WAITING = 20_000;
    private static final long RHYTHM_NANOS = Duration.ofSeconds(1).toNanos();
    /** So that what one poll gave goes in one message. */
    private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Buffer buffer;
    private final Runnable appended;
    private final Thread thread;
    private final Deque<Point> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean closing;

    /** @param appended called after each message, on the collector's thread */
    public Collector(Buffer buffer, Runnable appended) {
        this.buffer = buffer;
        this.appended = appended;
        this.thread = Thread.ofPlatform().name("collector").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Takes a point; never blocks. */
    @Override
    public void accept(Point point) {
        synchronized (waiting) {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(point);
            waiting.notifyAll();
        }
    }

    /** Points that were lost before they reached the disk, since the agent started. */
    public long dropped() {
        synchronized (waiting) {
            return dropped;
        }
    }

    private void run() {
        long last = System.nanoTime() - RHYTHM_NANOS;
        boolean failing = false;
        try {
            while (true) {
                List<Point> batch = next(last);
                if (batch.isEmpty()) {
                    return;
                }
                try {
                    buffer.append(batch);
                    last = System.nanoTime();
                    failing = false;
                    appended.run();
                } catch (BufferUnavailableException e) {
                    giveBack(batch);
                    if (!failing) {
                        LOG.atError()
                                .addKeyValue("reason", "disk")
                                .setCause(e)
                                .log("points cannot be written; they wait in memory");
                    }
                    failing = true;
                    if (closed()) {
                        return;
                    }
                    Thread.sleep(RETRY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closed() {
        synchronized (waiting) {
            return closing;
        }
    }

    private void giveBack(List<Point> batch) {
        synchronized (waiting) {
            for (Point point : batch.reversed()) {
                if (waiting.size() < MOST_WAITING) {
                    waiting.addFirst(point);
                } else {
                    dropped++;
                }
            }
        }
    }

    /** Waits for a batch; empty when the collector was closed and nothing is left. */
    private List<Point> next(long last) throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closing) {
                waiting.wait();
            }
            long due = Math.max(last + RHYTHM_NANOS, System.nanoTime() + GATHER_NANOS);
            long left = due - System.nanoTime();
            while (left > 0 && waiting.size() < MOST_POINTS && !closing) {
                waiting.wait(left / 1_000_000, (int) (left % 1_000_000));
                left = due - System.nanoTime();
            }
            return take();
        }
    }

    /** A message gives a tag one unit, so a new configuration's other unit begins the next one. */
    private List<Point> take() {
        List<Point> batch = new ArrayList<>();
        Map<String, @Nullable String> units = new HashMap<>();
        int bytes = 0;
        while (!waiting.isEmpty() && batch.size() < MOST_POINTS) {
            Point point = waiting.getFirst();
            boolean first = !units.containsKey(point.tag());
            int size = size(point, first);
            boolean fits = first || Objects.equals(units.get(point.tag()), point.unit());
            if (!batch.isEmpty() && (!fits || bytes + size > MOST_BYTES)) {
                break;
            }
            units.put(point.tag(), point.unit());
            bytes += size;
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /** At most what {@link BatchEncoder} writes for it: a character of a text becomes an escape of six. */
    private static int size(Point point, boolean first) {
        String unit = point.unit();
        int value = point.value() instanceof String text ? 2 + 6 * text.length() : 26;
        int column = first ? 40 + 6 * (point.tag().length() + (unit == null ? 0 : unit.length())) : 0;
        return value + 22 + column;
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        synchronized (waiting) {
            closing = true;
            waiting.notifyAll();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
