package io.millwright.quickstart.broker;

import io.millwright.broker.BrokerStartException;
import io.millwright.broker.EmbeddedBroker;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.quickstart.program.LeashedJvm;
import io.millwright.quickstart.program.ProcessFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker in a process of its own, as in a cluster; it ends with this one at the latest. */
public final class BrokerJvm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerJvm.class);

    /** An idle broker needs 45 MB of heap; a queue of messages lies in files, its index here. */
    private static final List<String> OPTIONS = List.of(
            "-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError");

    /** It takes 3 s alone; a machine that starts dozens of everything at once gets all the time it needs. */
    private static final long START_SECONDS = 300;
    /** A leash lets go after ten seconds whatever happens. */
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final ProcessFile file;
    private final BrokerOutput output;
    private final int port;
    private final CompletableFuture<String> ended;

    private BrokerJvm(Process process, ProcessFile file, BrokerOutput output, int port) {
        this.process = process;
        this.file = file;
        this.output = output;
        this.port = port;
        this.ended = process.onExit().thenApply(over -> "the broker's process ended with status " + over.exitValue());
    }

    /**
     * Returns when the broker accepts connections. Ends what an earlier run left on the same volume.
     *
     * @throws BrokerStartException with a sentence; nothing is left running then
     */
    public static BrokerJvm start(EmbeddedBroker.Settings settings) throws IOException, InterruptedException {
        BrokerMounts mounts = settings.mounts();
        Files.createDirectories(mounts.data());
        ProcessFile file = new ProcessFile(mounts.data().resolve("process"));
        file.endOrphan();
        Process process = LeashedJvm.of(
                        OPTIONS,
                        BrokerProgram.class.getName(),
                        List.of(
                                settings.name(),
                                mounts.tls().toString(),
                                mounts.configuration().toString(),
                                mounts.data().toString(),
                                Integer.toString(settings.port())))
                .start();
        boolean serves = false;
        try {
            file.write(process.toHandle());
            BrokerOutput output = BrokerOutput.of(settings.name(), process);
            int port = output.serving().get(START_SECONDS, TimeUnit.SECONDS);
            serves = true;
            return new BrokerJvm(process, file, output, port);
        } catch (ExecutionException e) {
            throw new BrokerStartException(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()), e);
        } catch (TimeoutException e) {
            throw new BrokerStartException("The broker did not start within " + START_SECONDS + " s.", e);
        } finally {
            if (!serves) {
                process.destroyForcibly().waitFor();
                file.forget();
            }
        }
    }

    public int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes with a sentence when the process ends, for whatever reason. */
    public CompletionStage<String> ended() {
        return ended;
    }

    /** Ends all connections and releases the port; takes some 4 s. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("It has ended before", e);
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            output.awaitEnd();
            file.forget();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("{} stays behind: {}", file.file(), e.getMessage());
        }
    }
}
