package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.network.FaultyLink;
import io.millwright.quickstart.waiting.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Row 14: connections stay open and carry nothing. The broker must give a device up, and the runtime its broker and its
 * database, each in a bounded time.
 */
final class HalfOpen implements Fault {

    private static final Duration DEVICE_KEEP_ALIVE = Duration.ofSeconds(6);
    /** What MQTT gives a broker, and a second for its clock to tick. */
    private static final Duration DEVICE_BOUND = Duration.ofSeconds(10);
    /** One and a half times the runtime's own keep-alive of 20 s; its database's socket time-out is as long. */
    private static final Duration RUNTIME_BOUND = Duration.ofSeconds(31);

    private static final long ECHO_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public String id() {
        return "14";
    }

    @Override
    public String what() {
        return "half-open TCP, black hole";
    }

    @Override
    public Set<Link> links() {
        return Set.of(Link.values());
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        List<String> complaints = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        LoadDevice device = scene.rig()
                .device("press-1", Shape.TEN, 100_000, DEVICE_KEEP_ALIVE, _ -> {})
                .awaitConnected();
        Duration worst = Duration.ZERO;
        try (Load load = new Load(List.of(device))) {
            load.pace(50);
            for (Link link : Link.values()) {
                FaultyLink network = scene.rig().link(link);
                long receipted = device.receipted();
                await(() -> device.receipted() > receipted);
                long blow = System.nanoTime();
                BooleanSupplier noticed = noticed(link, network, device);
                network.blackHole();
                boolean ofDevice = link == Link.DEVICES_TO_BROKER;
                await(noticed);
                Duration took = Duration.ofNanos(System.nanoTime() - blow);
                Duration bound = ofDevice ? DEVICE_BOUND : RUNTIME_BOUND;
                String said = String.format(Locale.ROOT, "%s: noticed after %.1f s", link, took.toMillis() / 1e3);
                scene.progress().say(said);
                notes.add(said + ", bound " + bound.toSeconds() + " s.");
                if (took.compareTo(bound) > 0) {
                    complaints.add(said + ", later than " + bound.toSeconds() + " s.");
                }
                long before = device.receipted();
                await(() -> device.receipted() > before);
                Duration recovered = Duration.ofNanos(System.nanoTime() - blow);
                worst = recovered.compareTo(worst) > 0 ? recovered : worst;
            }
            if (!load.settle(PATIENCE)) {
                complaints.add(load.waiting() + " messages never got a receipt.");
            }
            return new Outcome(load.truth(), worst, PATIENCE, complaints, notes);
        }
    }

    /**
     * The broker gives a silent device up; who opened a connection to the broker opens another. A database's client opens
     * connections all the time: there it is points stored again that tell, some 300 ms after the blow at the earliest.
     */
    private static BooleanSupplier noticed(Link link, FaultyLink network, LoadDevice device) {
        int gone = network.givenUpByTarget();
        int connections = network.accepted();
        long blow = System.nanoTime();
        return switch (link) {
            case DEVICES_TO_BROKER -> () -> network.givenUpByTarget() > gone;
            case RUNTIME_TO_BROKER -> () -> network.accepted() > connections;
            case RUNTIME_TO_HISTORIAN -> () -> device.lastReceipt() - blow > ECHO_NANOS;
        };
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Await.until(PATIENCE, Duration.ofMillis(10), condition::getAsBoolean);
    }
}
