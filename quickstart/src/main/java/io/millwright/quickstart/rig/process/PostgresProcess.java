package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The embedded PostgreSQL, whose postmaster is what a fault hits. */
public final class PostgresProcess extends PartProcess {

    private static final Duration BACKENDS_END = Duration.ofSeconds(5);

    private final Path directory;

    public PostgresProcess(Path directory, int port) {
        super(new ChildJvm.Order(
                "postgres",
                List.of(directory.toString(), Integer.toString(port)),
                Map.of(),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                directory.resolve("part-postgres.out")));
        this.directory = directory;
    }

    /** SIGKILL to the postmaster; its backends notice and end, as after a crash, without writing anything more. */
    @Override
    public void kill() throws IOException, InterruptedException {
        running().kill(); // first, so that nobody tells the postmaster to stop in order
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> backends = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        long end = System.nanoTime() + BACKENDS_END.toNanos();
        for (ProcessHandle backend : backends) {
            while (backend.isAlive() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            backend.destroyForcibly(); // one that computes looks at its postmaster too rarely
        }
    }

    /** SIGSTOP to the postmaster and every backend: connections stand, and nothing answers. */
    @Override
    public void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", postmaster().pid());
        for (ProcessHandle backend : postmaster().descendants().toList()) {
            Signals.send("STOP", backend.pid());
        }
    }

    @Override
    public void thaw() throws IOException, InterruptedException {
        for (ProcessHandle backend : postmaster().descendants().toList()) {
            Signals.send("CONT", backend.pid());
        }
        Signals.send("CONT", postmaster().pid());
    }

    /** Of the server; the JVM that started it only looks on. */
    @Override
    public Duration processorTime() throws IOException {
        return processorTime(postmaster());
    }

    /** Only while it runs: the file outlives a crash. */
    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .getFirst()
                .strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .orElseThrow(() -> new IOException("no PostgreSQL runs on " + directory));
    }
}
