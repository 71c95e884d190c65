package io.millwright.brokerextension.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A configuration directory for HiveMQ made from a broker's mounts: {@code config.xml} and two key stores with a
 * password made anew at each start. Run as a program it prepares the home of a container before HiveMQ starts.
 */
public final class BrokerHome {

    /** The port of a broker in a cluster. */
    private static final int CLUSTER_PORT = 8883;

    private BrokerHome() {}

    /**
     * Writes {@code config.xml} and the key stores into {@code configurationFolder}.
     *
     * @param port 0 lets the operating system choose
     * @throws InvalidBrokerSetup with a sentence when a mounted file is missing or unusable
     */
    public static void prepare(BrokerMounts mounts, Path configurationFolder, String bindAddress, int port) {
        BrokerProperties properties = BrokerProperties.read(mounts.properties());
        KeyStores stores = KeyStores.in(configurationFolder, password());
        try {
            KeyStores.OwnerOnly.createDirectory(configurationFolder);
            stores.write(mounts);
            stores.keepPassword();
            Path config = configurationFolder.resolve("config.xml");
            Files.deleteIfExists(config);
            KeyStores.OwnerOnly.create(config);
            Files.writeString(config, new HiveMqConfiguration(properties, stores, bindAddress, port).xml(), UTF_8);
        } catch (IOException e) {
            throw new InvalidBrokerSetup("cannot write the broker's configuration: " + e.getMessage(), e);
        }
    }

    private static String password() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** {@code BrokerHome HIVEMQ_HOME}: what a container runs before HiveMQ itself. */
    public static void main(String[] arguments) {
        try {
            Path home = Path.of(arguments.length == 1 ? arguments[0] : "/opt/hivemq");
            prepare(BrokerMounts.ofHome(home), home.resolve("conf"), "0.0.0.0", CLUSTER_PORT);
        } catch (InvalidBrokerSetup e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
