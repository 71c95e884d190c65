package io.millwright.quickstart.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A postmaster that outlived the JVM that started it. */
record Orphan(ProcessHandle process, Path data) {

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final long PATIENCE_SECONDS = 30;

    /**
     * The postmaster named by {@code postmaster.pid}, if that process lives and is a PostgreSQL: after a reboot the
     * number may belong to any program.
     */
    static Optional<Orphan> on(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                .map(process -> new Orphan(process, data));
    }

    /** A fast shutdown (SIGINT): sessions are ended, everything committed is kept. */
    void stop() {
        LOG.warn("PostgreSQL {} on {} outlived the program that started it: shutting it down", process.pid(), data);
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "process " + process.pid() + " of an earlier run still works on " + data + " and does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an earlier PostgreSQL stopped", e);
        }
    }
}
