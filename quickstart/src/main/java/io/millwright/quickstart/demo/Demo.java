package io.millwright.quickstart.demo;

import io.millwright.quickstart.directory.KeptPorts;
import io.millwright.quickstart.directory.PrivateFiles;
import io.millwright.quickstart.program.ProcessFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Sets the demo up in the background, as often as it takes: each step looks at what there is, so that a start on kept data
 * finds the tenant, its fleets and the enrolled agents. Whatever goes wrong here is said and tried again; it never stops
 * the platform.
 */
public final class Demo implements AutoCloseable {

    /** The tenant of the demo. */
    public static final String TENANT = "acme";

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String SITE = "bremen";
    /** OPC quality: what is below is uncertain or bad. */
    private static final int GOOD = 192;

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration TENANT_READY = Duration.ofMinutes(5);
    private static final Duration FIRST_VALUE = Duration.ofMinutes(3);

    /**
     * @param directory of the demo's own files
     * @param logs where its processes' output goes
     * @param api such as {@code http://127.0.0.1:8080/api/v1}
     */
    public record Setup(Path directory, Path logs, KeptPorts ports, URI api, String apiKey) {

        @Override
        public String toString() {
            return "Setup[" + directory + "]";
        }
    }

    private final Setup setup;
    private final Consumer<String> say;
    private final PlatformApi api;
    private final Map<String, SupervisedProgram> programs = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Demo(Setup setup, Consumer<String> say) {
        this.setup = setup;
        this.say = say;
        this.api = new PlatformApi(setup.api(), setup.apiKey());
        this.thread = Thread.ofVirtual().name("demo").unstarted(this::run);
    }

    /** Returns at once. @param say tells the person at the terminal */
    public static Demo start(Setup setup, Consumer<String> say) {
        Demo demo = new Demo(setup, say);
        demo.thread.start();
        return demo;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        String told = "";
        try {
            while (true) {
                try {
                    setUp();
                    return;
                } catch (IOException | IllegalStateException e) {
                    String why = String.valueOf(e.getMessage());
                    LOG.warn("the demo could not be set up", e);
                    if (!why.equals(told)) {
                        say.accept("The demo is not there yet and will be tried again: " + why);
                        told = why;
                    }
                }
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setUp() throws IOException, InterruptedException {
        PrivateFiles.directory(setup.directory());
        for (DemoLine line : DemoLine.values()) {
            run(simulator(line));
        }
        api.ensure(
                "/tenants",
                TENANT,
                Map.of("name", TENANT, "displayName", "Acme Pumps", "tier", "professional", "region", "eu-central"));
        String incarnation = awaitTenant();
        say.accept("Demo: tenant " + TENANT + " is ready");
        String tenant = "/tenants/" + TENANT;
        api.ensure(
                tenant + "/sites",
                SITE,
                Map.of(
                        "name",
                        SITE,
                        "displayName",
                        "Bremen works",
                        "timezone",
                        "Europe/Berlin",
                        "location",
                        Map.of("latitude", 53.0793, "longitude", 8.8017, "address", "Am Hafen 1, 28195 Bremen")));
        for (DemoLine line : DemoLine.values()) {
            api.ensure(tenant + "/fleets", line.fleet(), line.body(SITE));
        }
        for (DemoLine line : DemoLine.values()) {
            DemoAgent agent = agent(line);
            agent.enroll(api, TENANT, incarnation, "127.0.0.1:" + port(line));
            run(agent.program());
            say.accept("Demo: the edge agent of " + line.fleet() + " is enrolled and runs");
        }
        awaitValues();
    }

    private String awaitTenant() throws IOException, InterruptedException {
        long until = System.nanoTime() + TENANT_READY.toNanos();
        while (System.nanoTime() < until) {
            JsonNode status = api.get("/tenants/" + TENANT).path("status");
            if (status.path("ready").asBoolean(false)) {
                return status.path("incarnation").asString("");
            }
            pause();
        }
        throw new IOException("tenant " + TENANT + " did not become ready within " + TENANT_READY.toMinutes()
                + " min; see kubectl describe tenant " + TENANT);
    }

    private void awaitValues() throws IOException, InterruptedException {
        long until = System.nanoTime() + FIRST_VALUE.toNanos();
        Set<DemoLine> waiting = new HashSet<>(List.of(DemoLine.values()));
        while (!waiting.isEmpty() && System.nanoTime() < until) {
            JsonNode points =
                    api.get("/tenants/" + TENANT + "/telemetry/latest").path("points");
            for (DemoLine line : List.copyOf(waiting)) {
                for (JsonNode point : points) {
                    if (isGoodOf(line, point) && waiting.remove(line)) {
                        say.accept("Demo: " + line.fleet() + " sends "
                                + point.path("tag").asString("") + " = "
                                + point.path("value").asString(""));
                    }
                }
            }
            pause();
        }
        waiting.forEach(line -> say.accept(
                "Demo: nothing has come from " + line.fleet() + " yet; see " + log("demo-" + line.fleet() + "-agent")));
    }

    private static boolean isGoodOf(DemoLine line, JsonNode point) {
        return point.path("quality").asInt(0) >= GOOD
                && point.path("device").asString("").startsWith(line.fleet() + "-");
    }

    private void pause() throws InterruptedException {
        if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closing");
        }
    }

    private Program simulator(DemoLine line) throws IOException {
        String name = "demo-" + line.machine();
        List<String> arguments =
                List.of(line.machine(), "--protocol", line.protocol(), "--port", Integer.toString(port(line)));
        return new Program(name, "io.millwright.simulator.Simulator", arguments, log(name));
    }

    private int port(DemoLine line) throws IOException {
        return setup.ports().port("demo-" + line.machine());
    }

    private DemoAgent agent(DemoLine line) {
        return new DemoAgent(line, setup.directory().resolve(line.fleet()), log("demo-" + line.fleet() + "-agent"));
    }

    private Path log(String name) {
        return setup.logs().resolve(name + ".log");
    }

    private void run(Program program) throws IOException, InterruptedException {
        ProcessFile file = new ProcessFile(setup.directory().resolve(program.name() + ".pid"));
        synchronized (programs) {
            if (closing.getCount() == 0) {
                throw new InterruptedException("closing");
            }
            if (!programs.containsKey(program.name())) { // a try before may have come this far
                programs.put(program.name(), SupervisedProgram.start(program, file));
            }
        }
    }

    private void stopPrograms() {
        List<SupervisedProgram> running;
        synchronized (programs) {
            running = new ArrayList<>(programs.values());
            programs.clear();
        }
        running.stream()
                .map(program -> Thread.ofVirtual().start(program::close))
                .toList()
                .forEach(Demo::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers when every process of the demo has ended. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        stopPrograms();
        join(thread);
        api.close();
    }
}
