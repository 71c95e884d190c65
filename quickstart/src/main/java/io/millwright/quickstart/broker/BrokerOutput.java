package io.millwright.quickstart.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a broker's process says: its log becomes part of ours, under the broker's name, and two kinds of lines are for us. */
final class BrokerOutput {

    private static final Logger LOG = LoggerFactory.getLogger("broker");

    private final CompletableFuture<Integer> serving = new CompletableFuture<>();
    private final Thread thread;

    private BrokerOutput(String name, Process process) {
        // A pod's log is that of the threads that its start makes.
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> read(process));
    }

    static BrokerOutput of(String name, Process process) {
        BrokerOutput output = new BrokerOutput(name, process);
        output.thread.start();
        return output;
    }

    /** The port when it serves; fails with the reason when it will not. */
    CompletableFuture<Integer> serving() {
        return serving;
    }

    /** Waits until all of it is read, which is soon after the process has ended. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            LOG.debug("The broker's output has ended", e);
        }
        // Whatever was said before stands.
        serving.completeExceptionally(new IOException("The broker's process ended before it served."));
    }

    private void take(String line) {
        if (line.startsWith(BrokerProgram.SERVES)) {
            serving.complete(Integer.valueOf(line.substring(BrokerProgram.SERVES.length())));
        } else if (line.startsWith(BrokerProgram.REFUSES)) {
            serving.completeExceptionally(new IOException(line.substring(BrokerProgram.REFUSES.length())));
        } else {
            Level level = level(line);
            boolean said = line.startsWith(level + " ");
            LOG.atLevel(level).log("{}", said ? line.substring(level.toString().length() + 1) : line);
        }
    }

    /** A line without one is the rest of another, or the JVM's own. */
    static Level level(String line) {
        for (Level level : Level.values()) {
            if (line.startsWith(level + " ")) {
                return level;
            }
        }
        return Level.INFO;
    }
}
