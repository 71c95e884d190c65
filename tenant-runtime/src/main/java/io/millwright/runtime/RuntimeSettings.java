package io.millwright.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the container's environment says.
 *
 * @param tenants directory with a directory per tenant
 * @param tls directory with the certificate that the API shows and the root its callers come from
 */
public record RuntimeSettings(Path tenants, Path tls, InetSocketAddress health, InetSocketAddress api) {

    static final String TENANTS_DIR = "TENANTS_DIR";

    static final String TLS_DIR = "TLS_DIR";

    static final String HTTP_PORT = "HTTP_PORT";

    static final String HTTPS_PORT = "HTTPS_PORT";

    /** On the loopback interface, on whatever ports are free. */
    public static RuntimeSettings onLoopback(Path tenants, Path tls) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new RuntimeSettings(tenants, tls, any, any);
    }

    /** @throws IllegalArgumentException with one sentence that names the variable */
    static RuntimeSettings of(Map<String, String> environment) {
        return new RuntimeSettings(
                directory(TENANTS_DIR, environment.getOrDefault(TENANTS_DIR, "/etc/millwright/tenants.d")),
                directory(TLS_DIR, environment.getOrDefault(TLS_DIR, "/etc/millwright/tls")),
                new InetSocketAddress(port(HTTP_PORT, environment.getOrDefault(HTTP_PORT, "8080"))),
                new InetSocketAddress(port(HTTPS_PORT, environment.getOrDefault(HTTPS_PORT, "8443"))));
    }

    private static Path directory(String variable, String text) {
        try {
            Path path = Path.of(text);
            if (!text.isBlank() && Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told below, like any other text that is no directory.
        }
        throw new IllegalArgumentException(variable + " must name a directory, and '" + text + "' is none.");
    }

    private static int port(String variable, String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(variable + " must be a port from 0 to 65535, not '" + text + "'.");
    }
}
