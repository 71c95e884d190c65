package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Devices that keep sending through a fault, and the question when their receipts came again. */
final class Flow implements AutoCloseable {

    /** Unless something is broken for good; far above every bound that a fault is held to. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What was receipted before the blow is still on its way for so long. */
    private static final long ECHO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Load load;
    private final List<String> complaints = new ArrayList<>();
    private Duration worst = Duration.ZERO;

    private Flow(Load load) {
        this.load = load;
    }

    /** As many devices, sending as fast as receipts come. */
    static Flow saturating(Rig rig, int devices, Shape shape, int window) throws InterruptedException {
        Flow flow = new Flow(new Load(devices(rig, devices, shape, window)));
        flow.load.saturate();
        flow.awaitReceipts(System.nanoTime());
        return flow;
    }

    /** As many devices, together so many messages a second, whether receipts come or not. */
    static Flow paced(Rig rig, int devices, Shape shape, double messagesPerSecond) throws InterruptedException {
        Flow flow = new Flow(new Load(devices(rig, devices, shape, 100_000)));
        flow.load.pace(messagesPerSecond);
        flow.awaitReceipts(System.nanoTime());
        return flow;
    }

    private static List<LoadDevice> devices(Rig rig, int devices, Shape shape, int window) throws InterruptedException {
        List<LoadDevice> all = IntStream.rangeClosed(1, devices)
                .mapToObj(number -> rig.device("press-" + number, shape, window, _ -> {}))
                .toList();
        for (LoadDevice device : all) {
            device.awaitConnected();
        }
        return all;
    }

    Load load() {
        return load;
    }

    /** Waits until receipts come again after a blow, and remembers the longest wait of all. */
    Duration recovered(long blow) throws InterruptedException {
        awaitReceipts(blow + ECHO_NANOS);
        Duration took = Duration.ofNanos(newest() - blow);
        worst = took.compareTo(worst) > 0 ? took : worst;
        return took;
    }

    private void awaitReceipts(long after) throws InterruptedException {
        if (!Await.until(PATIENCE, Duration.ofMillis(5), () -> newest() - after > 0)) {
            throw new IllegalStateException(
                    "no receipt came for " + PATIENCE.toMinutes() + " minutes; " + load.waiting() + " messages wait");
        }
    }

    long newest() {
        long newest = load.devices().getFirst().lastReceipt();
        for (LoadDevice device : load.devices()) {
            newest = device.lastReceipt() - newest > 0 ? device.lastReceipt() : newest;
        }
        return newest;
    }

    void complain(String sentence) {
        complaints.add(sentence);
    }

    /** Receipts that asked to wait, of all devices. */
    long holds() {
        return load.devices().stream().mapToLong(LoadDevice::holds).sum();
    }

    /** Ends the sending, waits until every message has its receipt, and answers what must be stored. */
    Fault.Outcome outcome(Duration bound) throws InterruptedException {
        return outcome(bound, PATIENCE);
    }

    /** @param patience until the last receipt */
    Fault.Outcome outcome(Duration bound, Duration patience) throws InterruptedException {
        if (!load.settle(patience)) {
            complaints.add(load.waiting() + " messages never got a receipt.");
        }
        Truth truth = load.truth();
        return new Fault.Outcome(truth, worst, bound, complaints, List.of());
    }

    @Override
    public void close() throws IOException {
        load.close();
    }
}
