package io.millwright.quickstart.rig.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM with this program's classes, in a process of its own; it ends with this one at the latest. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration POLITE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 10;
    private static final String PEAK = "VmHWM:";
    private static final long KILO = 1_024;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * What runs.
     *
     * @param part one of {@link Part}'s
     * @param log where output and errors go, appended
     * @param place where it runs
     */
    public record Order(
            String part,
            List<String> arguments,
            Map<String, String> environment,
            List<String> options,
            Path log,
            Place place) {

        public Order(
                String part, List<String> arguments, Map<String, String> environment, List<String> options, Path log) {
            this(part, arguments, environment, options, log, Place.USUAL);
        }
    }

    /**
     * What it finds around it.
     *
     * @param entering the words of a command that starts it somewhere else; none for where this program runs
     * @param classes directories on the class path before this program's own
     */
    public record Place(List<String> entering, List<Path> classes) {

        static final Place USUAL = new Place(List.of(), List.of());

        public Place {
            entering = List.copyOf(entering);
            classes = List.copyOf(classes);
        }

        private String classPath() {
            return Stream.concat(classes.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Returns at once. */
    public static ChildJvm start(Order order) throws IOException {
        List<String> command = new ArrayList<>(order.place().entering());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseCompactObjectHeaders"));
        command.addAll(order.options());
        command.addAll(List.of(
                "-cp",
                order.place().classPath(),
                Part.class.getName(),
                Long.toString(ProcessHandle.current().pid())));
        command.add(order.part());
        command.addAll(order.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(order.log().toFile()));
        builder.environment().putAll(order.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        return new ChildJvm(order.part(), process, order.log());
    }

    /** Waits until the log, from {@code from} on, has a line that contains the text. */
    public void awaitLine(String text, long from, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (line(text, from).isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException(
                        "the " + name + " ended with code " + process.exitValue() + "; its log is " + log);
            }
            if (System.nanoTime() > end) {
                throw new IOException("the " + name + " did not say '" + text + "' in " + patience.toSeconds()
                        + " s; its log is " + log);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The first line that contains the text. */
    public Optional<String> line(String text, long from) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= from) {
            return Optional.empty();
        }
        String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return all.substring((int) Math.min(from, all.length()))
                .lines()
                .filter(line -> line.contains(text))
                .findFirst();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The most memory it ever had in RAM, in MiB; 0 where the system does not say, and when it has ended. */
    long peakMegabytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KILO)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** SIGKILL: nothing is flushed, closed or said. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: it holds its connections and does nothing. */
    public void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", process.pid());
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        Signals.send("CONT", process.pid());
    }

    /** SIGTERM, and SIGKILL if that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(POLITE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
