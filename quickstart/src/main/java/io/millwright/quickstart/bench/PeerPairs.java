package io.millwright.quickstart.bench;

import io.millwright.quickstart.bench.Benchmark.Order;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The runtime, and then each peer in its place, on one broker and one database with the same messages. */
final class PeerPairs {

    private static final int ROUNDS = 3;
    /** Fewer than a broker keeps for a consumer that is slower than what comes. */
    private static final long MESSAGES = 8_000;

    private static final Shape SHAPE = Shape.FIFTY;

    private final Order order;
    private final Findings findings;

    PeerPairs(Order order, Findings findings) {
        this.order = order;
        this.findings = findings;
    }

    void measure() throws Exception {
        order.progress().line("Peers");
        try (Rig rig = IngestBenchmark.rig(order, "rig-peers", Set.of())) {
            List<Double> ours = new ArrayList<>();
            try (Devices devices = new Devices(rig, "ours", SHAPE)) {
                devices.sustained(IngestBenchmark.WARM_UP, IngestBenchmark.WARM_UP);
                for (int round = 0; round < ROUNDS; round++) {
                    ours.add(devices.send(MESSAGES));
                }
                findings.verdict(rig.judge(devices.load().truth()));
            }
            rig.runtime().close();
            double our = Figure.median(ours);
            for (Peer peer : order.ingest().peers()) {
                List<Double> rates = rates(rig, peer);
                findings.figure(Figure.of(
                        "P2." + peer.label(),
                        "times",
                        rates.stream().map(rate -> our / rate).toList(),
                        peer.bar(),
                        String.format(Locale.ROOT, "%.0f points/s, %s %.0f", our, peer.label(), Figure.median(rates))));
            }
            findings.note(
                    "P2: " + MESSAGES + " messages of " + SHAPE.points() + " points at once, from the first sent to"
                            + " the last stored; the runtime first, warm,"
                            + " then each peer in its place, after one"
                            + " round that does not count. Node-RED"
                            + " acknowledges before it stores, the bridge"
                            + " after its commit; neither knows a message"
                            + " that comes twice.");
        }
    }

    private List<Double> rates(Rig rig, Peer peer) throws Exception {
        Path place = Files.createDirectory(order.directory().resolve("peer-" + peer.label()));
        List<String> command = order.progress().step(peer.label() + " is installed", () -> peer.install(place));
        List<Double> rates = new ArrayList<>();
        try (PeerRun run = PeerRun.start(rig, peer, place, command, SHAPE)) {
            run.send(MESSAGES);
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(run.send(MESSAGES));
                order.progress().say(String.format(Locale.ROOT, "%s: %.0f points/s", peer.label(), rates.getLast()));
            }
        }
        return rates;
    }
}
