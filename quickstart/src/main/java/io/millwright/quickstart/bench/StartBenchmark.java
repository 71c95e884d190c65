package io.millwright.quickstart.bench;

import io.millwright.quickstart.demo.Demo;
import io.millwright.quickstart.directory.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How soon after {@code up} everything serves, and how soon the first value of the demo can be seen. */
final class StartBenchmark implements Benchmark {

    private static final int ROUNDS = 3;
    private static final int MACHINES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        List<Double> ready = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Path data = order.directory().resolve("start-" + round);
            Path output = order.directory().resolveSibling("up-" + round + ".log");
            try (UpProcess up = UpProcess.start(data, FreePort.choose(), output)) {
                ready.add(up.awaitReady(PATIENCE));
                List<Double> values = up.awaitValues(Demo.TENANT, MACHINES, PATIENCE);
                first.add(values.getFirst());
                all.add(values.getLast());
            }
            findings.count(MACHINES, MACHINES, 0);
            order.progress()
                    .say(String.format(
                            Locale.ROOT,
                            "ready after %.1f s, first value after %.1f s, both machines after %.1f s",
                            ready.getLast(),
                            first.getLast(),
                            all.getLast()));
        }
        findings.figure(Figure.of("P13.ready_s", "s", ready, Figure.Bar.atMost(30), "from the start of the process"));
        findings.figure(Figure.of(
                "P13.first_point_s",
                "s",
                first,
                Figure.Bar.atMost(60),
                String.format(Locale.ROOT, "both machines after %.1f s", Figure.median(all))));
        findings.note(
                "Each round is a new process on an empty directory: a database cluster is made, a tenant, a site and"
                        + " two fleets are created, and two agents enroll. The time of the build is not in it.");
        findings.note("The first point is the first good value that the API shows, asked for every 20 ms.");
        return findings.report(name(), "machines");
    }
}
