package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Row 9: the runtime is away for so long that the broker's queue overflows and drops. Devices and the agent keep what has no
 * receipt, so that nothing of it is lost.
 */
final class RuntimeAway implements Fault {

    private static final int SECONDS = 60;
    private static final int FULL_SECONDS = 600;
    private static final double MESSAGES_PER_SECOND = 400;
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** What was sent again and again meanwhile fills the queue in some 80 s on an idle machine. */
    private static final Duration OVERFLOW = Duration.ofMinutes(5);

    private static final Duration SETTLED = Duration.ofMinutes(10);
    /** A queue of 100,000 small messages and what a store that only appends has not cleared away yet. */
    private static final long VOLUME_MEGABYTES = 1_024;

    @Override
    public String id() {
        return "9";
    }

    @Override
    public String what() {
        return "runtime away until the broker's queue overflows";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        Duration length = scene.extent().length(SECONDS);
        Plant plant = rig.plant("press-agent");
        try (Flow flow = Flow.paced(rig, 4, Shape.TEN, MESSAGES_PER_SECOND)) {
            rig.runtime().close();
            long gone = System.nanoTime();
            long volume = 0;
            while (System.nanoTime() - gone < length.toNanos()
                    || (rig.broker().dropped() <= 0 && System.nanoTime() - gone < latest(length))) {
                TimeUnit.SECONDS.sleep(1);
                volume = Math.max(volume, rig.broker().volumeMegabytes());
            }
            Duration away = Duration.ofNanos(System.nanoTime() - gone);
            long dropped = rig.broker().dropped();
            long waiting = flow.load().waiting();
            if (dropped <= 0) {
                flow.complain(
                        "The broker dropped nothing in " + away.toSeconds() + " s: the fault was not brought about.");
            }
            if (volume > VOLUME_MEGABYTES) {
                flow.complain("The broker's volume grew to " + volume + " MiB, more than " + VOLUME_MEGABYTES + ".");
            }
            scene.progress()
                    .say(away.toSeconds() + " s without a runtime; the broker dropped " + dropped + " messages");
            long blow = System.nanoTime();
            rig.runtime().launch();
            Duration took = flow.recovered(blow);
            scene.progress().say("runtime started; points are stored again after " + took.toMillis() + " ms");
            return flow.outcome(BOUND, SETTLED)
                    .and(plant.drained(SETTLED))
                    .noting("Away for " + away.toSeconds() + " s (" + FULL_SECONDS + " with --seconds " + FULL_SECONDS
                            + "), and then " + waiting + " messages of devices had no receipt; the broker dropped "
                            + dropped + ", its volume had " + volume + " MiB at most.");
        }
    }

    private static long latest(Duration length) {
        return length.plus(OVERFLOW).toNanos();
    }
}
