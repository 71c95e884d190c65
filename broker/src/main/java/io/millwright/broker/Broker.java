package io.millwright.broker;

import io.millwright.brokerextension.home.BrokerMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The container's entry: {@code Broker [HOME [ADDRESS PORT]]} serves from the volumes below HOME, which is {@code
 * /opt/hivemq}, on all addresses and port 8883, until SIGTERM. It writes to its data volume and to the temporary directory,
 * where the key stores lie.
 */
public final class Broker {

    private static final String HOME = "/opt/hivemq";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int PORT = 8883;
    private static final int UNUSABLE = 2;

    private Broker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Before the first logger: our own file, so that a process which embeds this module keeps its own logging.
        System.setProperty(
                "logback.configurationFile", System.getProperty("logback.configurationFile", "logback-broker.xml"));
        BrokerMounts mounts = BrokerMounts.ofHome(Path.of(arguments.length > 0 ? arguments[0] : HOME));
        String address = arguments.length > 1 ? arguments[1] : EVERYWHERE;
        int port = arguments.length > 2 ? Integer.parseInt(arguments[2]) : PORT;
        String name = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "broker");
        Path work = Files.createTempDirectory("broker").resolve("conf");
        try {
            EmbeddedBroker broker =
                    EmbeddedBroker.start(new EmbeddedBroker.Settings(name, mounts, work, address, port));
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(broker::close));
        } catch (BrokerStartException e) {
            LoggerFactory.getLogger(Broker.class)
                    .atError()
                    .addKeyValue("reason", "CannotStart")
                    .log(e.getMessage());
            System.exit(UNUSABLE);
        }
        new CountDownLatch(1).await();
    }
}
