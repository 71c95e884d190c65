package io.millwright.edge;

import io.millwright.edge.buffer.BufferLimits;
import io.millwright.edge.buffer.Journal;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.state.StateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the agent in the foreground until it is told to stop. */
@Command(
        name = "run",
        description = "Reads this device's machines and delivers their points.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--state", required = true, description = "the directory that enroll filled")
    @SuppressWarnings("NullAway.Init")
    private Path state;

    @Option(
            names = "--buffer-bytes",
            defaultValue = "2147483648",
            description = "what the disk buffer holds at most; then the oldest messages go. Default 2 GiB")
    private long bufferBytes;

    @Option(
            names = "--buffer-messages",
            defaultValue = "10000000",
            description = "likewise in messages; default ${DEFAULT-VALUE}")
    private long bufferMessages;

    @Option(
            names = "--journal",
            defaultValue = "${env:MILLWRIGHT_EDGE_JOURNAL}",
            description = "for fault harnesses: a file that lists every appended message, synced before each")
    private @Nullable Path journal;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (bufferBytes < 1 || bufferMessages < 1) {
            return wrong("--buffer-bytes and --buffer-messages are at least 1.");
        }
        StateDirectory directory = new StateDirectory(state);
        if (!Files.isDirectory(state)) {
            return wrong(state + " is no directory: enroll this device first.");
        }
        Optional<StateLock> lock = StateLock.acquire(directory, LOCK_WAIT);
        if (lock.isEmpty()) {
            return wrong("another agent runs on " + state + ".");
        }
        try (StateLock held = lock.get()) {
            Optional<DeviceRecord> device = DeviceRecord.read(directory);
            if (device.isEmpty()) {
                return wrong("this device is not enrolled: use enroll first.");
            }
            return run(directory, device.get(), held);
        } catch (GeneralSecurityException e) {
            return wrong("the device's key and certificate cannot be used: " + e.getMessage() + ".");
        }
    }

    private int run(StateDirectory directory, DeviceRecord device, StateLock held)
            throws IOException, GeneralSecurityException, InterruptedException {
        Journal lines = journal == null ? Journal.none() : Journal.open(journal);
        Agent agent =
                Agent.of(directory, device, new BufferLimits(bufferBytes, bufferMessages), lines, Clock.systemUTC());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    agent.close();
                    release(held);
                    ended.countDown();
                }));
        agent.start();
        ended.await();
        return EdgeProvisioner.DONE;
    }

    private static void release(StateLock held) {
        try {
            held.close();
        } catch (IOException e) {
            // The end of the process, which is near, releases it too.
            Thread.currentThread().interrupt();
        }
    }

    private int wrong(String sentence) {
        spec.commandLine().getErr().println("edge-provisioner: " + sentence);
        spec.commandLine().getErr().flush();
        return EdgeProvisioner.WRONG_HERE;
    }
}
