package io.millwright.edge.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this device is to read.
 *
 * @param hash names the fleet's content; acks carry it
 * @param version grows with every signing for this device
 */
public record Configuration(String hash, long version, String fleet, List<Connection> connections, List<Tag> tags) {

    public Configuration {
        connections = List.copyOf(connections);
        tags = List.copyOf(tags);
    }

    /**
     * How a machine is reached.
     *
     * @param protocol as the platform calls it, whether this agent speaks it or not
     */
    public record Connection(String name, String protocol, String url, Reading reading) {

        /** A connection that is polled, as all are that do not say otherwise. */
        public Connection(String name, String protocol, String url) {
            this(name, protocol, url, Reading.POLL);
        }
    }

    /** Who begins: the agent asks, or the machine tells. */
    public enum Reading {
        POLL,
        SUBSCRIBE
    }

    /**
     * One value of a machine.
     *
     * @param scale factor, 1 if none is given
     * @param offset added after scaling
     * @param deadband a change below it is not sent; null to send every reading
     */
    public record Tag(
            String name,
            String connection,
            String address,
            @Nullable String unit,
            Duration interval,
            double scale,
            double offset,
            @Nullable Double deadband,
            @Nullable Double min,
            @Nullable Double max) {

        /** Whether the number that is sent differs from the number that was read, so that an integer becomes a real. */
        public boolean scaled() {
            return scale != 1 || offset != 0;
        }
    }

    /** The tags of one connection. */
    public List<Tag> tagsOf(Connection connection) {
        return tags.stream()
                .filter(tag -> tag.connection().equals(connection.name()))
                .toList();
    }
}
