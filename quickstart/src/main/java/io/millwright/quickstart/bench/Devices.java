package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The devices of one measurement; each has as much under way as keeps every part busy and no queue near its end. */
final class Devices implements AutoCloseable {

    static final int MANY = 10;
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** All together stay below the 10,000 messages that a broker without a disk keeps for its runtime. */
    private static final int WINDOW = 400;

    private final Load load;
    private final Shape shape;

    Devices(Rig rig, String name, Shape shape) throws InterruptedException {
        this(rig, name, shape, WINDOW, _ -> {});
    }

    Devices(Rig rig, String name, Shape shape, int window, LongConsumer latency) throws InterruptedException {
        this.shape = shape;
        List<LoadDevice> devices = IntStream.rangeClosed(1, MANY)
                .mapToObj(number -> rig.device(name + "-" + number, shape, window, latency))
                .toList();
        this.load = new Load(devices);
        for (LoadDevice device : devices) {
            device.awaitConnected();
        }
    }

    Load load() {
        return load;
    }

    Shape shape() {
        return shape;
    }

    /** Points a second of so many messages, from the first that is sent to the last receipt. */
    double send(long messages) throws InterruptedException {
        long begun = System.nanoTime();
        long before = load.receiptedPoints();
        if (!load.send(messages, PATIENCE)) {
            throw new IllegalStateException(load.waiting() + " messages got no receipt");
        }
        return (load.receiptedPoints() - before) * 1e9 / (System.nanoTime() - begun);
    }

    /**
     * Sends until every part has been compiled: for at least so long, and until so many messages have their receipts or the
     * patience ends. A busy machine needs longer for it, and would be measured compiling.
     */
    void warm(Duration least, long messages, Duration most) throws InterruptedException {
        load.saturate();
        long begun = System.nanoTime();
        long enough = load.receiptedPoints() + messages * shape.points();
        TimeUnit.NANOSECONDS.sleep(least.toNanos());
        while (load.receiptedPoints() < enough && System.nanoTime() - begun < most.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        if (!load.settle(PATIENCE)) {
            throw new IllegalStateException(load.waiting() + " messages got no receipt");
        }
    }

    /** Points a second that get their receipts while everybody sends as fast as receipts come. */
    double sustained(Duration warmUp, Duration duration) throws InterruptedException {
        load.saturate();
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        long begun = System.nanoTime();
        long before = load.receiptedPoints();
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        double rate = (load.receiptedPoints() - before) * 1e9 / (System.nanoTime() - begun);
        if (!load.settle(PATIENCE)) {
            throw new IllegalStateException(load.waiting() + " messages got no receipt");
        }
        return rate;
    }

    @Override
    public void close() {
        load.close();
    }
}
