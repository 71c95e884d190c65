package io.millwright.runtime;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** What the container's environment says. */
record RuntimeSettings(Path tenants, int port) {

    static final String TENANTS_DIR = "TENANTS_DIR";

    static final String HTTP_PORT = "HTTP_PORT";

    private static final String DEFAULT_DIRECTORY = "/etc/millwright/tenants.d";

    private static final String DEFAULT_PORT = "8080";

    /** @throws IllegalArgumentException with one sentence that names the variable */
    static RuntimeSettings of(Map<String, String> environment) {
        return new RuntimeSettings(
                directory(environment.getOrDefault(TENANTS_DIR, DEFAULT_DIRECTORY)),
                port(environment.getOrDefault(HTTP_PORT, DEFAULT_PORT)));
    }

    private static Path directory(String text) {
        try {
            Path path = Path.of(text);
            if (!text.isBlank() && Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told below, like any other text that is no directory.
        }
        throw new IllegalArgumentException(TENANTS_DIR + " must name a directory, and '" + text + "' is none.");
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(HTTP_PORT + " must be a port from 0 to 65535, not '" + text + "'.");
    }
}
