package io.millwright.edge.plc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where an OPC UA server is, from the same URL as polling takes: {@code opcua:tcp://host:port/path?option=value}.
 *
 * @param url as OPC UA writes it, without options
 * @param username null for anonymous
 */
record OpcUaAddress(
        String url, String host, int port, @Nullable String username, String password) {

    static final String SCHEME = "opcua:tcp://";

    private static final int USUAL_PORT = 4840;

    /** What came of a URL. */
    sealed interface Parsed {
        record Good(OpcUaAddress address) implements Parsed {}

        record Refused(String sentence) implements Parsed {}
    }

    /** @param url begins with {@link #SCHEME} */
    static Parsed of(String url) {
        URI uri;
        try {
            uri = URI.create("opc.tcp://" + url.substring(SCHEME.length()));
        } catch (IllegalArgumentException e) {
            return new Parsed.Refused("the url is not one");
        }
        String host = uri.getHost();
        if (host == null) {
            return new Parsed.Refused("the url names no host");
        }
        try {
            return withOptions(uri, host);
        } catch (IllegalArgumentException e) {
            return new Parsed.Refused("the url's options are not encoded as such");
        }
    }

    private static Parsed withOptions(URI uri, String host) {
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        String username = null;
        String password = "";
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String option : query.split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(option.substring(equals + 1), StandardCharsets.UTF_8);
            switch (name) {
                // What a server says of its own address is not believed either way.
                case "", "discovery" -> {}
                case "username" -> username = value;
                case "password" -> password = value;
                case "security-policy" -> {
                    if (!value.equalsIgnoreCase("NONE")) {
                        return new Parsed.Refused("this agent subscribes without a security policy only");
                    }
                }
                default -> {
                    return new Parsed.Refused("this agent does not subscribe with the url's option " + name);
                }
            }
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return new Parsed.Good(
                new OpcUaAddress("opc.tcp://" + host + ":" + port + path, host, port, username, password));
    }

    /** Without what would let anybody in. */
    @Override
    public String toString() {
        return url;
    }
}
