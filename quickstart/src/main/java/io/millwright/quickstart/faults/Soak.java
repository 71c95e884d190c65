package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.process.PartProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The long run: some part is killed at a random moment, again and again, and in the end everything is compared. */
final class Soak implements Fault {

    /** The name it is called by. */
    static final String NAME = "soak";

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration DRAINED = Duration.ofMinutes(3);
    private static final double MESSAGES_PER_SECOND = 400;

    private record Victim(String name, PartProcess part) {}

    @Override
    public String id() {
        return NAME;
    }

    @Override
    public String what() {
        return "random SIGKILL of runtime, broker, PostgreSQL and edge agent";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        Plant plant = rig.plant("press-agent");
        List<Victim> victims = List.of(
                new Victim("runtime", rig.runtime()),
                new Victim("broker", rig.broker()),
                new Victim("PostgreSQL", rig.postgres()),
                new Victim("edge agent", plant.agent()));
        Map<String, Integer> kills = new TreeMap<>();
        long end = System.nanoTime() + scene.extent().soak().toNanos();
        try (Flow flow = Flow.paced(rig, 8, Shape.TEN, MESSAGES_PER_SECOND)) {
            while (System.nanoTime() < end) {
                Thread.sleep(scene.seed().between(Duration.ofMillis(500), Duration.ofSeconds(10)));
                Victim victim = scene.seed().oneOf(victims);
                long blow = System.nanoTime();
                victim.part().kill();
                victim.part().launch();
                Duration took = flow.recovered(blow);
                kills.merge(victim.name(), 1, Integer::sum);
                scene.progress()
                        .say(victim.name() + " killed; points are stored again after " + took.toMillis() + " ms");
            }
            return flow.outcome(BOUND)
                    .and(plant.drained(DRAINED))
                    .noting("Kills: " + kills + " in " + scene.extent().soak().toMinutes() + " minutes.");
        }
    }
}
