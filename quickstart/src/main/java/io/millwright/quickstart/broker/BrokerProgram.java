package io.millwright.quickstart.broker;

import io.millwright.broker.BrokerStartException;
import io.millwright.broker.EmbeddedBroker;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.quickstart.program.Logging;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A broker as a program: {@code BrokerProgram NAME TLS CONFIGURATION DATA PORT}. It logs to its output and says there, in a
 * line of its own, that it serves, or why it cannot.
 */
public final class BrokerProgram {

    /** Begins the line that says on which port it serves. */
    static final String SERVES = "broker-serves ";

    /** Begins the line that says why it does not start. */
    static final String REFUSES = "broker-refuses ";

    private static final int REFUSED = 2;

    private BrokerProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Logging.toParent();
        BrokerMounts mounts = new BrokerMounts(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(
                    EmbeddedBroker.Settings.loopback(arguments[0], mounts, Integer.parseInt(arguments[4])));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
            System.out.println(SERVES + broker.port());
        } catch (BrokerStartException e) {
            System.out.println(
                    REFUSES + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            System.exit(REFUSED);
        }
        new CountDownLatch(1).await();
    }
}
