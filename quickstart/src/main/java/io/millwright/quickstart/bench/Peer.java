package io.millwright.quickstart.bench;

import io.millwright.quickstart.directory.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** What people put between a broker and a database today. It is fetched from its registry when it is asked for. */
enum Peer {
    /** Node-RED 4 with PostgreSQL's client: a flow that inserts each message as it comes, and acknowledges before it. */
    NODE_RED("node-red", Figure.Bar.atLeast(3), "Connected to broker") {
        @Override
        List<String> install(Path place) throws IOException, InterruptedException, StartRefused {
            needs("npm", "node");
            done(
                    place,
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    place.toString(),
                    "node-red@4",
                    "pg@8");
            Files.writeString(place.resolve("settings.js"), resource("settings.js"));
            return List.of(
                    "node", place.resolve("node_modules/node-red/red.js").toString(), "--userDir", place.toString());
        }

        @Override
        void prepare(Path place, Map<String, String> environment) throws IOException {
            Files.writeString(place.resolve("flows.json"), flow(environment));
        }
    },

    /** paho and COPY in Python, with acknowledgement after the commit. */
    BRIDGE("bridge", Figure.Bar.atLeast(1.2), "peer-ready") {
        @Override
        List<String> install(Path place) throws IOException, InterruptedException, StartRefused {
            needs("python3");
            Path python = place.resolve("venv/bin/python");
            done(place, "python3", "-m", "venv", place.resolve("venv").toString());
            done(place, python.toString(), "-m", "pip", "install", "-q", "paho-mqtt==2.*", "psycopg[binary]==3.*");
            Files.writeString(place.resolve("bridge.py"), resource("bridge.py"));
            return List.of(python.toString(), place.resolve("bridge.py").toString());
        }
    };

    private static final long INSTALLING_MINUTES = 5;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String label;
    private final Figure.Bar bar;
    private final String ready;

    Peer(String label, Figure.Bar bar, String ready) {
        this.label = label;
        this.bar = bar;
        this.ready = ready;
    }

    static Peer of(String label) throws StartRefused {
        for (Peer peer : values()) {
            if (peer.label.equals(label)) {
                return peer;
            }
        }
        throw new StartRefused("--peer is node-red or bridge, not '" + label + "'.");
    }

    String label() {
        return label;
    }

    /** How many times as much we must store. */
    Figure.Bar bar() {
        return bar;
    }

    /** What it prints when messages are stored from now on. */
    String ready() {
        return ready;
    }

    /** @return the command that runs it, once {@link #prepare} has been called */
    abstract List<String> install(Path place) throws IOException, InterruptedException, StartRefused;

    /** @param environment what it is told: PEER_PORT, PEER_TOPIC, PEER_CLIENT, PEER_CRT, PEER_KEY, PEER_CA, PEER_DATABASE */
    void prepare(Path place, Map<String, String> environment) throws IOException {}

    private static String flow(Map<String, String> told) throws IOException {
        Map<String, Object> tls = Map.of(
                "id",
                "tls",
                "type",
                "tls-config",
                "name",
                "",
                "verifyservercert",
                true,
                "cert",
                value(told, "PEER_CRT"),
                "key",
                value(told, "PEER_KEY"),
                "ca",
                value(told, "PEER_CA"));
        Map<String, Object> broker = Map.of(
                "id",
                "broker",
                "type",
                "mqtt-broker",
                "broker",
                "127.0.0.1",
                "port",
                value(told, "PEER_PORT"),
                "tls",
                "tls",
                "usetls",
                true,
                "protocolVersion",
                "5",
                "clientid",
                value(told, "PEER_CLIENT"),
                "autoConnect",
                true,
                "cleansession",
                true);
        Map<String, Object> heard = Map.of(
                "id",
                "heard",
                "type",
                "mqtt in",
                "z",
                "tab",
                "topic",
                value(told, "PEER_TOPIC"),
                "qos",
                "1",
                "datatype",
                "json",
                "broker",
                "broker",
                "wires",
                List.of(List.of("store")));
        Map<String, Object> store = Map.of(
                "id",
                "store",
                "type",
                "function",
                "z",
                "tab",
                "func",
                resource("store.js"),
                "outputs",
                0,
                "wires",
                List.of());
        return JSON.writeValueAsString(
                List.of(Map.of("id", "tab", "type", "tab", "label", "peer"), tls, broker, heard, store));
    }

    private static String value(Map<String, String> told, String name) {
        return Objects.requireNonNull(told.get(name));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Peer.class.getResourceAsStream("peer/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void needs(String... programs) throws StartRefused, InterruptedException {
        for (String program : programs) {
            try {
                new ProcessBuilder(program, "--version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new StartRefused("--peer " + label + " needs " + program + ", which is not here.", e);
            }
        }
    }

    void done(Path place, String... command) throws IOException, InterruptedException, StartRefused {
        Path log = place.resolve("install.log");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        boolean ended = process.waitFor(INSTALLING_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        if (!ended || process.exitValue() != 0) {
            String said = Files.readString(log).strip();
            throw new StartRefused(
                    "--peer " + label + " could not be installed: " + said.substring(Math.max(0, said.length() - 300)));
        }
    }
}
