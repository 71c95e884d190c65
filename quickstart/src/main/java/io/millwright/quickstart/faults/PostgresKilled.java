package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;

/** Row 3: the postmaster is killed under load and recovers from its log; the runtime must bear it without dying. */
final class PostgresKilled implements Fault {

    private static final int ROUNDS = 3;
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "3";
    }

    @Override
    public String what() {
        return "PostgreSQL SIGKILL (crash recovery)";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        int rounds = scene.extent().rounds(ROUNDS);
        try (Flow flow = Flow.saturating(scene.rig(), 4, Shape.FIFTY, 400)) {
            for (int round = 0; round < rounds; round++) {
                Thread.sleep(scene.seed().between(Duration.ofMillis(200), Duration.ofSeconds(3)));
                long blow = System.nanoTime();
                scene.rig().postgres().kill();
                scene.rig().postgres().start();
                Duration took = flow.recovered(blow);
                scene.progress().say("PostgreSQL killed; points are stored again after " + took.toMillis() + " ms");
            }
            if (!scene.rig().runtime().alive()) {
                flow.complain("The runtime ended when its database was away.");
            }
            return flow.outcome(BOUND).noting(rounds + " kills; the runtime has a heap of 384 MB.");
        }
    }
}
