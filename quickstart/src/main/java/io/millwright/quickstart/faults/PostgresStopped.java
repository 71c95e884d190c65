package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Row 4: PostgreSQL holds its connections and answers nothing. Nobody may hear of a point as stored meanwhile. */
final class PostgresStopped implements Fault {

    private static final int SECONDS = 20;
    private static final int FULL_SECONDS = 60;
    private static final Duration UNREADY = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "4";
    }

    @Override
    public String what() {
        return "PostgreSQL SIGSTOP";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Duration length = scene.extent().length(SECONDS);
        try (Flow flow = Flow.saturating(scene.rig(), 4, Shape.FIFTY, 400)) {
            scene.rig().postgres().freeze();
            long stopped = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(300);
            long echo = flow.newest();
            Duration unready = awaitUnready(scene, stopped, length);
            TimeUnit.NANOSECONDS.sleep(length.toNanos() - (System.nanoTime() - stopped));
            if (flow.newest() != echo) {
                flow.complain("A receipt came while the database answered nothing.");
            }
            if (unready.compareTo(UNREADY) > 0) {
                flow.complain("The runtime was still ready " + unready.toMillis() + " ms after its database stopped.");
            }
            long blow = System.nanoTime();
            scene.rig().postgres().thaw();
            flow.recovered(blow);
            if (!scene.rig().runtime().alive()) {
                flow.complain("The runtime ended when its database stood still.");
            }
            return flow.outcome(BOUND)
                    .noting("Stopped for " + length.toSeconds() + " s (" + FULL_SECONDS
                            + " with --seconds); unready after " + unready.toMillis() + " ms.");
        }
    }

    private static Duration awaitUnready(Scene scene, long stopped, Duration most) throws InterruptedException {
        while (scene.rig().runtime().ready() && System.nanoTime() - stopped < most.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - stopped);
    }
}
