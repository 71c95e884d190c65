package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;

/** Row 1: the runtime is killed at random moments while it writes as fast as it can. */
final class RuntimeKilled implements Fault {

    private static final int ROUNDS = 50;
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "1";
    }

    @Override
    public String what() {
        return "runtime SIGKILL mid-COPY";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        int rounds = scene.extent().rounds(ROUNDS);
        try (Flow flow = Flow.saturating(scene.rig(), 4, Shape.FIFTY, 200)) {
            for (int round = 1; round <= rounds; round++) {
                Thread.sleep(scene.seed().between(Duration.ofMillis(20), Duration.ofMillis(600)));
                long blow = System.nanoTime();
                scene.rig().runtime().kill();
                scene.rig().runtime().launch();
                Duration took = flow.recovered(blow);
                if (round % 10 == 0 || round == rounds) {
                    scene.progress().say("killed " + round + " times; this time back after " + took.toMillis() + " ms");
                }
            }
            return flow.outcome(BOUND).noting(rounds + " kills under a load that waits for receipts only.");
        }
    }
}
