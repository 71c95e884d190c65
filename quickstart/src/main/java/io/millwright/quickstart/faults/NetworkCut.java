package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Latencies;
import io.millwright.quickstart.rig.load.Load;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.network.FaultyLink;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Row 13: a device is cut off, gathers a backlog and comes back. The backlog is stored, and a device that was never cut off
 * notices little of it.
 */
final class NetworkCut implements Fault {

    private static final int SECONDS = 20;
    private static final int FULL_SECONDS = 300;
    private static final int BACKLOG = 10_000;
    private static final int BEFORE_SECONDS = 10;
    private static final double LIVE_PER_SECOND = 100;
    private static final double MOST_TIMES = 2;
    /** Where two times almost nothing is still almost nothing. */
    private static final double ALWAYS_GOOD_MILLIS = 50;

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "13";
    }

    @Override
    public String what() {
        return "network cut, then a backlog of " + BACKLOG + " messages";
    }

    @Override
    public Set<Link> links() {
        return Set.of(Link.DEVICES_TO_BROKER);
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        FaultyLink link = rig.link(Link.DEVICES_TO_BROKER);
        Duration length = scene.extent().length(SECONDS);
        Latencies before = new Latencies();
        Latencies during = new Latencies();
        try (Load live = new Load(List.of(rig.unaffected("live-1", Shape.TEN, nanos -> {
                    before.add(nanos);
                    during.add(nanos);
                })));
                LoadDevice cutOff =
                        rig.device("press-1", Shape.TEN, 2 * BACKLOG, _ -> {}).awaitConnected()) {
            live.devices().getFirst().awaitConnected();
            for (int i = 0; i < 100; i++) {
                cutOff.append();
            }
            live.pace(LIVE_PER_SECOND);
            TimeUnit.SECONDS.sleep(2);
            before.clear();
            TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
            double usual = before.percentileMillis(99);
            link.cut();
            long cut = System.nanoTime();
            for (int i = 0; i < BACKLOG; i++) {
                cutOff.append();
            }
            TimeUnit.NANOSECONDS.sleep(length.toNanos() - (System.nanoTime() - cut));
            during.clear();
            long blow = System.nanoTime();
            link.restore();
            Load both = new Load(List.of(cutOff));
            boolean caughtUp = both.settle(Duration.ofMinutes(2));
            Duration took = Duration.ofNanos(System.nanoTime() - blow);
            double busy = during.percentileMillis(99);
            boolean settled = live.settle(Duration.ofMinutes(1));
            Outcome outcome = new Outcome(
                    Load.truth(
                            List.of(cutOff.journal(), live.devices().getFirst().journal())),
                    took,
                    BOUND,
                    caughtUp && settled ? List.of() : List.of("Not every message got a receipt."),
                    List.of(String.format(
                            Locale.ROOT,
                            "Cut for %d s (%d with --seconds %d); the backlog was stored %.1f s after the network came"
                                    + " back; p99 of another device %.1f ms before and %.1f ms during that.",
                            length.toSeconds(),
                            FULL_SECONDS,
                            FULL_SECONDS,
                            took.toMillis() / 1e3,
                            usual,
                            busy)));
            return busy <= Math.max(ALWAYS_GOOD_MILLIS, MOST_TIMES * usual)
                    ? outcome
                    : outcome.complaining(String.format(
                            Locale.ROOT,
                            "The p99 of a device that was not cut off rose from %.1f to %.1f ms.",
                            usual,
                            busy));
        }
    }
}
