package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The embedded PostgreSQL, whose postmaster is what a fault hits. */
public final class PostgresProcess extends PartProcess {

    private static final Duration BACKENDS_END = Duration.ofSeconds(5);

    private final Path directory;
    /** Where this program sees its data. */
    private final Path data;

    public PostgresProcess(Path directory, int port) {
        this(directory, port, ChildJvm.Place.USUAL, directory.resolve("data"));
    }

    /** @param disk mounted on the directory's {@code data} */
    public PostgresProcess(Path directory, int port, SmallDisk disk) {
        this(directory, port, new ChildJvm.Place(disk.entering(), List.of()), disk.path());
    }

    private PostgresProcess(Path directory, int port, ChildJvm.Place place, Path data) {
        super(new ChildJvm.Order(
                "postgres",
                List.of(directory.toString(), Integer.toString(port)),
                Map.of(),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                directory.resolve("part-postgres.out"),
                place));
        this.directory = directory;
        this.data = data;
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

    /** Whether there is a postmaster. */
    public boolean runs() {
        try {
            return postmaster().isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    /** How often it ended all its sessions because of something that it could not do, and began anew by itself or ended. */
    public long crashes() throws IOException {
        Path log = directory.resolve("postgres.log");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" PANIC: ")).count();
        }
    }

    /** What an init does with a server that ended by itself: starts another on the same files, and waits until it serves. */
    public void startAgain() throws IOException, InterruptedException {
        running().kill();
        start();
    }

    /** Only while it runs: the file outlives a crash. */
    private ProcessHandle postmaster() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        String pid = lines.isEmpty() ? "" : lines.getFirst().strip();
        return (pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.<ProcessHandle>empty())
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .orElseThrow(() -> new IOException("no PostgreSQL runs on " + data));
    }
}
