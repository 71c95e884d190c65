package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Devices of the tenant that do nothing wrong beside one that does, and how long their receipts take. */
final class Bystanders implements AutoCloseable {

    private static final int DEVICES = 4;
    private static final double MESSAGES_PER_SECOND = 200;
    private static final Duration WARM = Duration.ofSeconds(2);
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Latencies latencies;
    private final Load load;
    private final double before;

    private Bystanders(Latencies latencies, Load load, double before) {
        this.latencies = latencies;
        this.load = load;
        this.before = before;
    }

    /** Answers when it is known how they fare undisturbed. */
    static Bystanders of(Rig rig) throws InterruptedException {
        Latencies latencies = new Latencies();
        Load load = new Load(IntStream.rangeClosed(1, DEVICES)
                .mapToObj(number -> rig.unaffected("bystander-" + number, Shape.TEN, latencies::add))
                .toList());
        for (LoadDevice device : load.devices()) {
            device.awaitConnected();
        }
        load.pace(MESSAGES_PER_SECOND);
        TimeUnit.NANOSECONDS.sleep(WARM.toNanos());
        latencies.clear();
        TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
        double before = latencies.percentileMillis(99);
        latencies.clear();
        return new Bystanders(latencies, load, before);
    }

    /** Since it was last asked; ask when a disturbance ends. */
    String fared(String meanwhile) {
        String fared = String.format(
                Locale.ROOT,
                "%d other devices sent %.0f messages/s: p99 until the receipt %.0f ms before, %.0f ms with %s (median"
                        + " %.0f ms, %d messages).",
                DEVICES,
                MESSAGES_PER_SECOND,
                before,
                latencies.percentileMillis(99),
                meanwhile,
                latencies.percentileMillis(50),
                latencies.count());
        latencies.clear();
        return fared;
    }

    /** Ends the sending and answers what must be stored, of them and of these others. */
    Fault.Outcome outcome(List<LoadDevice> others, Duration recovered, Duration bound, List<String> complaints)
            throws InterruptedException {
        boolean settled = load.settle(PATIENCE);
        Truth truth = Load.truth(Stream.concat(load.devices().stream(), others.stream())
                .map(LoadDevice::journal)
                .toList());
        Fault.Outcome outcome = new Fault.Outcome(truth, recovered, bound, complaints, List.of());
        return settled ? outcome : outcome.complaining(load.waiting() + " messages never got a receipt.");
    }

    @Override
    public void close() {
        load.close();
    }
}
