package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.load.Shape;
import java.time.Duration;

/** Rows 7 and 8: the broker is killed and starts again, with its files or without any. The devices send again what is lost. */
final class BrokerKilled implements Fault {

    private static final int ROUNDS = 2;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final boolean wiped;

    BrokerKilled(boolean wiped) {
        this.wiped = wiped;
    }

    @Override
    public String id() {
        return wiped ? "8" : "7";
    }

    @Override
    public String what() {
        return wiped ? "broker killed, its data directory wiped" : "broker SIGKILL, restart with the same data";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        int rounds = scene.extent().rounds(ROUNDS);
        try (Flow flow = Flow.saturating(scene.rig(), 4, Shape.TEN, 400)) {
            for (int round = 0; round < rounds; round++) {
                Thread.sleep(scene.seed().between(Duration.ofMillis(200), Duration.ofSeconds(3)));
                long blow = System.nanoTime();
                scene.rig().broker().kill();
                if (wiped) {
                    scene.rig().broker().wipe();
                }
                scene.rig().broker().start();
                Duration took = flow.recovered(blow);
                scene.progress().say("broker killed; points are stored again after " + took.toMillis() + " ms");
            }
            return flow.outcome(BOUND)
                    .noting(rounds + " kills; persistence " + scene.rig().persistence() + ".");
        }
    }
}
