package io.millwright.quickstart.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import io.millwright.brokerextension.BrokerControl;
import io.millwright.brokerextension.MillwrightExtension;
import io.millwright.brokerextension.home.BrokerHome;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.brokerextension.home.InvalidBrokerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HiveMQ broker in this JVM, listening on 127.0.0.1 for TLS clients with a certificate and for nobody else.
 *
 * <p>Everything it keeps lies below {@code mounts.data()}: sessions and retained messages, its port, its deny list. The
 * key stores and HiveMQ's configuration are made anew at each start from the mounted files.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * What a broker starts from.
     *
     * @param name for logs only, such as {@code tenant-acme/broker}
     * @param mounts the directories of the pod's volumes
     * @param port the port to listen on; 0 takes the one of the last start, or at the first any free one
     */
    public record Settings(String name, BrokerMounts mounts, int port) {}

    private final Settings settings;
    private final BrokerHome home;
    private final EmbeddedHiveMQ hiveMq;
    private final MillwrightExtension extension;
    private final int port;

    private EmbeddedBroker(
            Settings settings, BrokerHome home, EmbeddedHiveMQ hiveMq, MillwrightExtension extension, int port) {
        this.settings = settings;
        this.home = home;
        this.hiveMq = hiveMq;
        this.extension = extension;
        this.port = port;
    }

    /**
     * Returns when the broker accepts connections: some 3 s for the first of a JVM, 1 s or less for each further one, and
     * as much longer as other brokers are starting, because they start one after another.
     *
     * @throws BrokerStartException with a sentence; nothing is left running then
     */
    public static EmbeddedBroker start(Settings settings) {
        Path data = settings.mounts().data();
        try {
            Files.createDirectories(data.resolve("extensions"));
            Files.createDirectories(data.resolve("hivemq"));
            KeptPort kept = new KeptPort(data.resolve("port"));
            int wanted = settings.port() == 0 ? kept.read() : settings.port();
            mustBeFree(wanted);
            BrokerHome home = BrokerHome.prepare(settings.mounts(), data.resolve("conf"), LOOPBACK, wanted);
            MillwrightExtension extension = new MillwrightExtension(settings.mounts());
            EmbeddedHiveMQ hiveMq = HiveMqProcess.start(
                    home.configurationFolder(), data.resolve("hivemq"), data.resolve("extensions"), extension);
            if (extension.failure().isPresent()) {
                hiveMq.close();
                throw new InvalidBrokerSetup(extension.failure().get());
            }
            EmbeddedBroker broker = new EmbeddedBroker(settings, home, hiveMq, extension, extension.port());
            kept.write(broker.port);
            LOG.info("Broker started: name={} port={}", settings.name(), broker.port);
            return broker;
        } catch (InvalidBrokerSetup e) {
            throw new BrokerStartException(String.valueOf(e.getMessage()), e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new BrokerStartException("The broker could not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("The broker's start was interrupted.", e);
        }
    }

    /** HiveMQ itself would only say that it could not go on. */
    private static void mustBeFree(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            LOG.debug("Port is free: {}", socket);
        } catch (IOException e) {
            throw new InvalidBrokerSetup("Port " + port + " of " + LOOPBACK + " is in use.", e);
        }
    }

    public int port() {
        return port;
    }

    /** Where clients on this machine connect. */
    public URI url() {
        return URI.create("mqtts://" + LOOPBACK + ":" + port);
    }

    /** Control of this broker and of no other in the JVM. */
    public BrokerControl control() {
        return extension.control();
    }

    /**
     * Takes up renewed certificates from the mounts: new connections meet them within ten seconds, connected clients stay.
     *
     * @throws InvalidBrokerSetup when the mounted files are unusable; the old certificates stay in use then
     */
    public void renewCertificates() {
        home.renewCertificates();
    }

    /** Ends all connections and releases the port; takes some 4 s. A second call does nothing. */
    @Override
    public void close() {
        try {
            hiveMq.close();
            LOG.info("Broker stopped: name={} port={}", settings.name(), port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker of port " + port + " did not stop cleanly.", e);
        }
    }
}
