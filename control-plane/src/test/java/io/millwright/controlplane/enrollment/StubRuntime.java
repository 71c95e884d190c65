package io.millwright.controlplane.enrollment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.controlplane.pki.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A runtime as far as the control plane sees it: real HTTPS with client certificates, devices that answer as they are told. */
final class StubRuntime implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final char[] PASSWORD = "test".toCharArray();

    /** How a device answers a configuration. */
    enum Manner {
        ACCEPTS,
        REFUSES,
        SAYS_NOTHING
    }

    /** What a device was sent and says. */
    private record Word(Manner manner, boolean connected, String acknowledged, String error) {}

    private final HttpsServer server;
    private final Map<String, Word> words = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> received = new ConcurrentHashMap<>();
    private final List<String> revoked = new CopyOnWriteArrayList<>();
    private volatile boolean brokerAway;

    StubRuntime(TestAuthority root) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls(root)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(true);
                parameters.setSSLParameters(tls);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    void device(String id, Manner manner, boolean connected) {
        words.compute(
                id,
                (_, word) -> new Word(
                        manner, connected, word == null ? "" : word.acknowledged(), word == null ? "" : word.error()));
    }

    /** It runs what it was given when it enrolled. */
    void acknowledges(String id, String hash) {
        words.compute(id, (_, word) -> new Word(Manner.ACCEPTS, true, hash, ""));
    }

    void brokerAway(boolean away) {
        brokerAway = away;
    }

    List<String> revoked() {
        return List.copyOf(revoked);
    }

    /** Payloads of the configurations that were sent to it. */
    List<JsonNode> received(String id) {
        return received.getOrDefault(id, List.of());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod() + " " + (path.length > 4 ? path[4] : "")) {
            case "GET devices" -> answer(exchange, 200, devices());
            case "PUT devices" -> {
                configure(path[5], new String(body, StandardCharsets.US_ASCII));
                answer(exchange, 204, "");
            }
            case "PUT revocations" -> {
                if (!brokerAway) {
                    revoked.add(path[5]);
                }
                answer(exchange, brokerAway ? 503 : 204, "");
            }
            default -> answer(exchange, 404, "");
        }
    }

    private void configure(String id, String jws) {
        JsonNode payload = JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.")[1]));
        received.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>()).add(payload);
        words.computeIfPresent(id, (_, word) -> switch (word.manner()) {
            case ACCEPTS ->
                new Word(
                        word.manner(),
                        word.connected(),
                        payload.path("configuration").asString(),
                        "");
            case REFUSES -> new Word(word.manner(), word.connected(), word.acknowledged(), "no such register");
            case SAYS_NOTHING -> word;
        });
    }

    private String devices() {
        return JSON.writeValueAsString(Map.of(
                "devices",
                words.entrySet().stream()
                        .map(entry -> Map.of(
                                "device", entry.getKey(),
                                "site", "bremen",
                                "connected", entry.getValue().connected(),
                                "lastSeen", "2026-01-01T00:00:00.000Z",
                                "streams", List.of(),
                                "gaps", List.of(),
                                "completeness", 1.0,
                                "configuration", said(entry.getValue())))
                        .toList()));
    }

    private static Map<String, String> said(Word word) {
        Map<String, String> said = new ConcurrentHashMap<>();
        if (!word.acknowledged().isEmpty()) {
            said.put("acknowledged", word.acknowledged());
        }
        if (!word.error().isEmpty()) {
            said.put("error", word.error());
        }
        return said;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static SSLContext tls(TestAuthority root) {
        try {
            TestAuthority own = root.server();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    "server", own.key().getPrivate(), PASSWORD, own.chain().toArray(X509Certificate[]::new));
            keys.setCertificateEntry("root", root.certificate());
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
