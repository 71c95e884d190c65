package io.millwright.quickstart.program;

import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers a process over the death of the program that started it, by number and time of birth. */
public record ProcessFile(Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessFile.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The operating system counts from its boot, whose time is known to the second. */
    private static final Duration PRECISION = Duration.ofSeconds(2);

    public void write(ProcessHandle process) throws IOException {
        Optional<Instant> born = process.info().startInstant();
        if (born.isPresent()) {
            PrivateFiles.write(file, process.pid() + " " + born.get().toEpochMilli() + "\n");
        }
    }

    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Ends the process if it still lives; a later one that got its number is left alone. */
    public void endOrphan() throws IOException {
        Optional<ProcessHandle> orphan = read();
        if (orphan.isPresent()) {
            LOG.warn(
                    "process {} of an earlier run still lives: ending it",
                    orphan.get().pid());
            end(orphan.get());
        }
        forget();
    }

    /** In order first, by force after a few seconds. */
    public static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        Instant born = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(born, start).abs().compareTo(PRECISION) < 0)
                        .orElse(false));
    }
}
