package io.millwright.quickstart.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loopback ports by what they are for: chosen free once, then kept, so that a kubeconfig or a device's broker address
 * stays right over restarts. Safe for concurrent use.
 */
public final class KeptPorts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Integer> ports;

    private KeptPorts(Path file, Map<String, Integer> ports) {
        this.file = file;
        this.ports = new TreeMap<>(ports);
    }

    static KeptPorts in(Path file) throws IOException, StartRefused {
        if (!Files.exists(file)) {
            return new KeptPorts(file, Map.of());
        }
        try {
            return new KeptPorts(file, JSON.readValue(Files.readString(file), new TypeReference<>() {}));
        } catch (JacksonException e) {
            throw new StartRefused(
                    file
                            + " is not the JSON object of port numbers it should be: restore it, or delete it to have"
                            + " new ports chosen.",
                    e);
        }
    }

    /** The port kept under this name; chosen now, among those free and not kept for something else, if it is new. */
    public synchronized int port(String name) throws IOException {
        Integer kept = ports.get(name);
        if (kept != null) {
            return kept;
        }
        int chosen = FreePort.choose();
        while (ports.containsValue(chosen)) {
            chosen = FreePort.choose();
        }
        ports.put(name, chosen);
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ports) + "\n");
        return chosen;
    }

    /** The kept port, refused with a sentence when something else listens on it. */
    public int freePort(String name) throws StartRefused {
        try {
            int port = port(name);
            if (isBusy(port)) {
                throw new StartRefused("port " + port + " of this installation's " + name
                        + " is taken by another program: stop that program, or remove \"" + name + "\" from " + file
                        + " to have another port chosen.");
            }
            return port;
        } catch (IOException e) {
            throw StartRefused.of(e, file);
        }
    }

    /** Whether the loopback port cannot be listened on now. */
    public static boolean isBusy(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
