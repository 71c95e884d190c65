package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.RigSettings;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How long a point takes at half of what the machine can do, counted from when it was due. */
final class LatencyBenchmark implements Benchmark {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int WINDOWS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(45);
    private static final long ENOUGH = 60_000;

    /** How long the start of the even pace may take to be over. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        Latencies commit = new Latencies();
        RigSettings settings = new RigSettings(
                Files.createDirectory(order.directory().resolve("rig")),
                order.ingest().persistence(),
                Set.of(),
                order.ingest().historian(),
                List.of("-Xmx1g"));
        try (Rig rig = order.progress().step("broker, historian and runtime serve", () -> Rig.start(settings))) {
            double saturation;
            Shape shape = Shape.TEN;
            try (Devices devices = new Devices(rig, "press", shape)) {
                devices.warm(WARM_UP, ENOUGH, MOST_WARM_UP);
                saturation = devices.sustained(Duration.ofSeconds(2), Duration.ofSeconds(8));
                order.progress().say("saturated at " + Math.round(saturation) + " points/s");
                try (Devices paced = new Devices(rig, "paced", shape, Integer.MAX_VALUE, commit::add)) {
                    measure(order, findings, rig, paced, commit, saturation / 2);
                    List<Journal> journals = new ArrayList<>();
                    devices.load().devices().forEach(device -> journals.add(device.journal()));
                    paced.load().devices().forEach(device -> journals.add(device.journal()));
                    findings.verdict(rig.judge(Load.truth(journals)));
                }
            }
            findings.note(String.format(
                    Locale.ROOT,
                    "Saturation was %.0f points/s with messages of %d points; broker %s; messages are due at an even"
                            + " pace, whether or not earlier ones have their receipts.",
                    saturation,
                    shape.points(),
                    order.ingest().persistence()));
        }
        return findings.report(name());
    }

    private static void measure(
            Order order, Findings findings, Rig rig, Devices paced, Latencies commit, double pointsPerSecond)
            throws Exception {
        LoadDevice watched = paced.load().devices().getFirst();
        try (LiveListener live = LiveListener.of(rig, watched)) {
            measure(order, findings, paced, commit, live, pointsPerSecond);
        }
    }

    /** At least four seconds; what the start itself piled up is no latency at an even pace. */
    private static void settle(Devices paced, double messagesPerSecond) throws InterruptedException {
        long begun = System.nanoTime();
        do {
            TimeUnit.SECONDS.sleep(4);
        } while (paced.load().waiting() > messagesPerSecond / 10 && System.nanoTime() - begun < SETTLING.toNanos());
    }

    private static void measure(
            Order order, Findings findings, Devices paced, Latencies commit, LiveListener live, double pointsPerSecond)
            throws InterruptedException {
        paced.load().pace(pointsPerSecond / paced.shape().points());
        settle(paced, pointsPerSecond / paced.shape().points());
        List<Double> p99s = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        List<Double> lives = new ArrayList<>();
        long slice = order.duration(USUAL).toNanos() / WINDOWS;
        for (int window = 0; window < WINDOWS; window++) {
            commit.clear();
            live.latencies().clear();
            TimeUnit.NANOSECONDS.sleep(slice);
            p99s.add(commit.percentileMillis(99));
            medians.add(commit.percentileMillis(50));
            lives.add(live.latencies().percentileMillis(99));
            order.progress()
                    .say(String.format(
                            Locale.ROOT,
                            "%d messages: p50 %.1f ms, p99 %.1f ms; %d points live: p50 %.1f ms, p99 %.1f ms",
                            commit.count(),
                            medians.getLast(),
                            p99s.getLast(),
                            live.latencies().count(),
                            live.latencies().percentileMillis(50),
                            lives.getLast()));
            if (live.latencies().count() == 0) {
                findings.fault("No point came live.");
            }
        }
        if (!paced.load().settle(Devices.PATIENCE)) {
            findings.fault(paced.load().waiting() + " messages never got a receipt.");
        }
        findings.figure(Figure.of(
                "P4.commit.p99_ms",
                "ms",
                p99s,
                Figure.Bar.atMost(50),
                String.format(
                        Locale.ROOT,
                        "at %.0f points/s, p50 %.1f ms; due to receipt, which follows the commit",
                        pointsPerSecond,
                        Figure.median(medians))));
        findings.figure(Figure.of(
                "P4.live.p99_ms",
                "ms",
                lives,
                Figure.Bar.atMost(20),
                "due to a listener of the runtime's event stream, one tag of one device"));
    }
}
