package io.millwright.brokerextension.home;

import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What {@code broker.properties} says.
 *
 * @param tenant the tenant that this broker serves alone; empty for a pool, where each client's certificate says it
 * @param persistence where sessions, queues and retained messages live
 * @param maxConnections MQTT connections at once; one more is closed before its CONNECT is read
 * @param maxQueuedMessages messages kept for a service that is away; a further one is dropped and counted
 * @param maxPacketBytes a larger packet ends its connection
 * @param receiveMaximum unacknowledged QoS 1 and 2 publishes a client may have under way
 */
public record BrokerProperties(
        Optional<TenantId> tenant,
        Persistence persistence,
        int maxConnections,
        int maxQueuedMessages,
        int maxPacketBytes,
        int receiveMaximum) {

    /** HiveMQ's two stores: file syncs once a second, in-memory forgets everything at the end of the process. */
    public enum Persistence {
        FILE("file"),
        IN_MEMORY("in-memory");

        private final String key;

        Persistence(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    private static final int DEFAULT_MAX_CONNECTIONS = 10_000;
    private static final int DEFAULT_MAX_PACKET_BYTES = 1 << 20;
    /** HiveMQ's own default of 10 makes a device that batches wait for every tenth acknowledgement. */
    private static final int DEFAULT_RECEIVE_MAXIMUM = 100;
    /** A queue on disk may hold a long absence of the runtime; one on the heap must not take the heap. */
    private static final int DEFAULT_QUEUE_ON_DISK = 100_000;

    private static final int DEFAULT_QUEUE_ON_HEAP = 10_000;

    public BrokerProperties {
        atLeastOne("maxConnections", maxConnections);
        atLeastOne("maxQueuedMessages", maxQueuedMessages);
        atLeastOne("maxPacketBytes", maxPacketBytes);
        if (receiveMaximum < 1 || receiveMaximum > 65_535) {
            throw new InvalidBrokerSetup("receiveMaximum must be between 1 and 65535, not " + receiveMaximum);
        }
    }

    /** Reads a file of {@code key=value} lines; {@code tenant} is required, everything else has a default. */
    public static BrokerProperties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new InvalidBrokerSetup("cannot read " + file + ": " + e.getMessage(), e);
        }
        return of(properties);
    }

    static BrokerProperties of(Properties properties) {
        String tenant = properties.getProperty("tenant", "").strip();
        if (tenant.isEmpty()) {
            throw new InvalidBrokerSetup("tenant is missing: a tenant's name, or * for a pool");
        }
        Persistence persistence =
                persistence(properties.getProperty("persistence", "file").strip());
        int queue = persistence == Persistence.FILE ? DEFAULT_QUEUE_ON_DISK : DEFAULT_QUEUE_ON_HEAP;
        return new BrokerProperties(
                tenant.equals("*") ? Optional.empty() : Optional.of(tenant(tenant)),
                persistence,
                number(properties, "maxConnections", DEFAULT_MAX_CONNECTIONS),
                number(properties, "maxQueuedMessages", queue),
                number(properties, "maxPacketBytes", DEFAULT_MAX_PACKET_BYTES),
                number(properties, "receiveMaximum", DEFAULT_RECEIVE_MAXIMUM));
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidBrokerSetup("tenant must be * or a tenant's name: " + e.getMessage(), e);
        }
    }

    private static Persistence persistence(String key) {
        for (Persistence persistence : Persistence.values()) {
            if (persistence.key.equals(key)) {
                return persistence;
            }
        }
        throw new InvalidBrokerSetup("persistence must be file or in-memory, not " + key);
    }

    private static int number(Properties properties, String key, int otherwise) {
        String text = properties.getProperty(key, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidBrokerSetup(key + " must be a whole number, not " + text, e);
        }
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new InvalidBrokerSetup(key + " must be at least 1, not " + value);
        }
    }
}
