package io.millwright.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import io.millwright.brokerextension.BrokerControl;
import io.millwright.brokerextension.MillwrightExtension;
import io.millwright.brokerextension.home.BrokerHome;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.brokerextension.home.InvalidBrokerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HiveMQ broker of this JVM, listening for TLS clients with a certificate and for nobody else. Beside another it
 * would corrupt messages: HiveMQ numbers what it stores by a counter of the JVM, and sets it back when it starts.
 *
 * <p>Everything it keeps lies below {@code mounts.data()}: sessions and retained messages, its port, its deny list. The
 * key stores and HiveMQ's configuration are made anew at each start from the mounted files.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final AtomicBoolean TAKEN = new AtomicBoolean();

    /**
     * What a broker starts from.
     *
     * @param name for logs only, such as {@code tenant-acme/broker}
     * @param mounts the directories of the pod's volumes
     * @param work for key stores and configuration; it need not outlive the process
     * @param address the address to listen on
     * @param port the port to listen on; 0 takes the one of the last start, or at the first any free one
     */
    public record Settings(String name, BrokerMounts mounts, Path work, String address, int port) {

        /** For clients on this machine only. */
        public static Settings loopback(String name, BrokerMounts mounts, int port) {
            return new Settings(name, mounts, mounts.data().resolve("conf"), LOOPBACK, port);
        }
    }

    private final Settings settings;
    private final EmbeddedHiveMQ hiveMq;
    private final MillwrightExtension extension;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(Settings settings, EmbeddedHiveMQ hiveMq, MillwrightExtension extension, int port) {
        this.settings = settings;
        this.hiveMq = hiveMq;
        this.extension = extension;
        this.port = port;
    }

    /**
     * Returns when the broker accepts connections, some 3 s later.
     *
     * @throws BrokerStartException with a sentence; nothing is left running then
     * @throws IllegalStateException when this JVM has a broker
     */
    public static EmbeddedBroker start(Settings settings) {
        if (!TAKEN.compareAndSet(false, true)) {
            throw new IllegalStateException("This JVM has a broker; another one needs a process of its own.");
        }
        boolean started = false;
        try {
            EmbeddedBroker broker = launch(settings);
            started = true;
            return broker;
        } catch (InvalidBrokerSetup e) {
            throw new BrokerStartException(String.valueOf(e.getMessage()), e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new BrokerStartException("The broker could not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("The broker's start was interrupted.", e);
        } finally {
            if (!started) {
                TAKEN.set(false);
            }
        }
    }

    private static EmbeddedBroker launch(Settings settings)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        Path data = settings.mounts().data();
        Files.createDirectories(data.resolve("extensions"));
        Files.createDirectories(data.resolve("hivemq"));
        KeptPort kept = new KeptPort(data.resolve("port"));
        int wanted = settings.port() == 0 ? kept.read() : settings.port();
        mustBeFree(settings.address(), wanted);
        BrokerHome.prepare(settings.mounts(), settings.work(), settings.address(), wanted);
        MillwrightExtension extension = new MillwrightExtension(settings.mounts(), settings.work());
        EmbeddedHiveMQ hiveMq =
                HiveMq.start(settings.work(), data.resolve("hivemq"), data.resolve("extensions"), extension);
        if (extension.failure().isPresent()) {
            hiveMq.close();
            throw new InvalidBrokerSetup(extension.failure().get());
        }
        EmbeddedBroker broker = new EmbeddedBroker(settings, hiveMq, extension, extension.port());
        kept.write(broker.port);
        LOG.info("Broker started: name={} port={}", settings.name(), broker.port);
        return broker;
    }

    /** HiveMQ itself would only say that it could not go on. */
    private static void mustBeFree(String address, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            LOG.debug("Port is free: {}", socket);
        } catch (IOException e) {
            throw new InvalidBrokerSetup("Port " + port + " of " + address + " is in use.", e);
        }
    }

    public int port() {
        return port;
    }

    public BrokerControl control() {
        return extension.control();
    }

    /** Ends all connections and releases the port; takes some 4 s. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            hiveMq.close();
            LOG.info("Broker stopped: name={} port={}", settings.name(), port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker of port " + port + " did not stop cleanly.", e);
        } finally {
            TAKEN.set(false);
        }
    }
}
