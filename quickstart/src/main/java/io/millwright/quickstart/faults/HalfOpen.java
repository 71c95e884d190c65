package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.network.FaultyLink;
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
                int gone = network.givenUpByTarget();
                int connections = network.accepted();
                long blow = System.nanoTime();
                network.blackHole();
                boolean ofDevice = link == Link.DEVICES_TO_BROKER;
                // The broker notices a silent device; who opened the other two must notice by itself.
                await(() -> ofDevice ? network.givenUpByTarget() > gone : network.accepted() > connections);
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

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
