package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.RigSettings;
import io.millwright.quickstart.rig.load.Journal;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import java.nio.file.Files;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How many points a second are committed, through everything and from decoded bytes on, beside plain COPY. */
final class IngestBenchmark implements Benchmark {

    private static final int PAIRS = 5;
    private static final int SECONDS_OF_A_PAIR = 3;
    private static final int FEWEST_MESSAGES = 500;
    private static final Duration USUAL = Duration.ofSeconds(30);
    static final Duration WARM_UP = Duration.ofSeconds(8);
    /** On a busy machine the compilers of the runtime took more than its work in the first tens of thousands. */
    private static final long WARM_MESSAGES = 60_000;

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(45);
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration DELAYED_FOR = Duration.ofSeconds(4);

    private static final List<String> JVM = List.of("-Xmx1g");

    @Override
    public String name() {
        return "ingest";
    }

    /** One size of message and what it is held to. */
    private record Size(Shape shape, Figure.Bar ratio, Figure.Bar decoded, Figure.Bar sustained) {

        static final List<Size> BOTH = List.of(
                new Size(Shape.TEN, Figure.Bar.atLeast(0.25), Figure.Bar.atLeast(0.5), Figure.Bar.atLeast(50_000)),
                new Size(Shape.FIFTY, Figure.Bar.atLeast(0.45), Figure.Bar.atLeast(0.7), Figure.Bar.atLeast(100_000)));
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        for (Size size : Size.BOTH) {
            order.progress().line("Messages of " + size.shape().points() + " points");
            measured(order, size, findings);
        }
        order.progress().line("A slow disk");
        delayed(order, findings);
        if (!order.ingest().peers().isEmpty()) {
            new PeerPairs(order, findings).measure();
        }
        findings.note("Everything runs on this machine: " + Devices.MANY
                + " devices with certificates over TLS in this JVM, broker, runtime and PostgreSQL each a process of"
                + " its own; a point counts when its receipt has come, which is after the commit.");
        findings.note("Broker's persistence: " + order.ingest().persistence()
                + " (agents, which keep what has no receipt, need none; plain devices need file).");
        findings.note(
                "Plain COPY: binary, prepared before, one connection, committed every 5,000 rows, into the same table"
                        + " and index in the same database, by turns with ours.");
        return findings.report(name());
    }

    private void measured(Order order, Size size, Findings findings) throws Exception {
        String points = Integer.toString(size.shape().points());
        try (Rig rig = rig(order, "rig-" + points, Set.of());
                Connection writer = rig.writer();
                Devices devices = new Devices(rig, "press-" + points, size.shape())) {
            devices.warm(WARM_UP, WARM_MESSAGES, LONGEST_WARM_UP);
            double warm = devices.sustained(Duration.ofSeconds(1), Duration.ofSeconds(4));
            order.progress().say("warm, at " + Math.round(warm) + " points/s");
            long messages = Math.max(
                    FEWEST_MESSAGES,
                    Math.round(warm * SECONDS_OF_A_PAIR / size.shape().points()));
            RawCopy copy = RawCopy.of(size.shape(), Devices.MANY, messages, Journal.beginning());
            copy.run(writer); // warm
            pairs(order, findings, "P1." + points, size.ratio(), () -> devices.send(messages), () -> copy.run(writer));
            Duration duration = order.duration(USUAL);
            ProcessorTime before = ProcessorTime.now(rig);
            long receipted = devices.load().receiptedPoints();
            double sustained = devices.sustained(Duration.ofSeconds(2), duration);
            String each = ProcessorTime.now(rig).perPoint(before, devices.load().receiptedPoints() - receipted);
            order.progress().say(Math.round(sustained) + " points/s over " + duration.toSeconds() + " s");
            findings.figure(Figure.once(
                    "P3." + points,
                    "points/s",
                    sustained,
                    size.sustained(),
                    "over " + duration.toSeconds() + " s, broker "
                            + order.ingest().persistence() + "; CPU-us a point: " + each));
            List<Journal> journals = new ArrayList<>(
                    devices.load().devices().stream().map(LoadDevice::journal).toList());
            try (DecodedPairs decoded = new DecodedPairs(rig, size.shape(), Devices.MANY)) {
                decoded.run(messages);
                double rate = decoded.run(messages);
                long longer = Math.max(
                        messages,
                        Math.round(rate * SECONDS_OF_A_PAIR / 2 / size.shape().points()));
                RawCopy more = RawCopy.of(size.shape(), Devices.MANY, longer, Journal.beginning());
                pairs(
                        order,
                        findings,
                        "P1.decoded." + points,
                        size.decoded(),
                        () -> decoded.run(longer),
                        () -> more.run(writer));
                journals.addAll(decoded.journals());
            }
            // The runtime publishes what was counted when it has counted something itself.
            devices.send(Devices.MANY);
            findings.verdict(rig.judge(Load.truth(journals)));
        }
    }

    private interface Rate {
        double measure() throws Exception;
    }

    private static void pairs(Order order, Findings findings, String name, Figure.Bar bar, Rate ours, Rate baseline)
            throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            rates.add(ours.measure());
            plain.add(baseline.measure());
            ratios.add(rates.getLast() / plain.getLast());
            order.progress().say(name + ": " + rates(rates.getLast(), plain.getLast()));
        }
        findings.figure(Figure.of(name, "times", ratios, bar, rates(Figure.median(rates), Figure.median(plain))));
    }

    private static String rates(double ours, double plain) {
        return String.format(Locale.ROOT, "%.0f points/s, plain COPY %.0f", ours, plain);
    }

    private static void delayed(Order order, Findings findings) throws Exception {
        try (Rig rig = rig(order, "rig-delayed", Set.of(Link.RUNTIME_TO_HISTORIAN));
                Devices devices = new Devices(rig, "press-delayed", Shape.FIFTY)) {
            devices.sustained(WARM_UP, Duration.ofSeconds(2));
            List<Double> ratios = new ArrayList<>();
            List<Double> usual = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                rig.commits().set(Duration.ZERO);
                double undelayed = devices.sustained(Duration.ofSeconds(1), DELAYED_FOR);
                rig.commits().set(DELAY);
                double slow = devices.sustained(Duration.ofSeconds(1), DELAYED_FOR);
                rig.commits().set(Duration.ZERO);
                usual.add(undelayed);
                ratios.add(slow / undelayed);
                order.progress().say(String.format(Locale.ROOT, "%.0f points/s, undelayed %.0f", slow, undelayed));
            }
            findings.figure(Figure.of(
                    "P5",
                    "times",
                    ratios,
                    Figure.Bar.atLeast(0.8),
                    String.format(
                            Locale.ROOT, "undelayed %.0f points/s, both through the relay", Figure.median(usual))));
            if (rig.commits().commits() == 0) {
                findings.fault("No commit was seen on the way to the historian, so that none was delayed.");
            }
            findings.note("P5: a relay holds PostgreSQL's answer to each COMMIT for " + DELAY.toMillis() + " ms; "
                    + rig.commits().commits() + " commits passed it.");
            findings.verdict(rig.judge(devices.load().truth()));
        }
    }

    static Rig rig(Order order, String name, Set<Link> links) throws Exception {
        RigSettings settings = new RigSettings(
                Files.createDirectory(order.directory().resolve(name)),
                order.ingest().persistence(),
                links,
                order.ingest().historian(),
                JVM);
        return order.progress().step("broker, historian and runtime serve", () -> Rig.start(settings));
    }
}
