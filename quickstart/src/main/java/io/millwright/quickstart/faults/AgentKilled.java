package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.load.Truth;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Row 10: the agent is killed while it appends to its buffer. What it had committed there is delivered, and nothing else. */
final class AgentKilled implements Fault {

    private static final int ROUNDS = 12;
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration DRAINED = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "10";
    }

    @Override
    public String what() {
        return "edge agent SIGKILL during store append";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        int rounds = scene.extent().rounds(ROUNDS);
        Duration worst = Duration.ZERO;
        Plant plant = scene.rig().plant("press-agent");
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                // Its journal is synced just before each commit: this is the moment of an append.
                awaitAppend(plant);
            } else {
                TimeUnit.NANOSECONDS.sleep(scene.seed()
                        .between(Duration.ZERO, Duration.ofSeconds(1))
                        .toNanos());
            }
            long blow = System.nanoTime();
            plant.agent().kill();
            plant.agent().launch();
            plant.agent().awaitReady(Duration.ofMinutes(1));
            Duration took = Duration.ofNanos(System.nanoTime() - blow);
            worst = took.compareTo(worst) > 0 ? took : worst;
        }
        Truth truth = plant.drained(DRAINED);
        return new Outcome(truth, worst, BOUND, List.of(), List.of())
                .noting(rounds + " kills; " + truth.messages() + " messages of "
                        + truth.streams().size()
                        + " stream were appended. Recovered means that the agent appends again.");
    }

    private static void awaitAppend(Plant plant) throws IOException {
        long before = plant.agent().size();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (plant.agent().size() == before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
