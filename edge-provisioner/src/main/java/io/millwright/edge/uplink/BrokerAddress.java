package io.millwright.edge.uplink;

import java.net.URI;
import java.util.Optional;

/** Where the broker listens. */
public record BrokerAddress(String host, int port) {

    private static final int DEFAULT_PORT = 8883;
    private static final int PORTS = 65_535;

    /** Empty unless it is {@code mqtts://host[:port]}: the agent speaks to nobody without TLS. */
    public static Optional<BrokerAddress> of(URI url) {
        int port = url.getPort() == -1 ? DEFAULT_PORT : url.getPort();
        boolean good = "mqtts".equals(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && port >= 1
                && port <= PORTS;
        return good ? Optional.of(new BrokerAddress(bare(url.getHost()), port)) : Optional.empty();
    }

    /** An IPv6 address stands in brackets in URLs only. */
    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
