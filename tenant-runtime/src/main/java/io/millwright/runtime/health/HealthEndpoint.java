package io.millwright.runtime.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /livez} and {@code GET /readyz}: 200 or 503, a JSON body either way. It holds no secret, but names tenants:
 * it belongs inside the cluster.
 */
public final class HealthEndpoint implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    private final BooleanSupplier alive;

    private final Supplier<Readiness> readiness;

    /** @throws IOException when the address cannot be bound */
    public HealthEndpoint(InetSocketAddress address, BooleanSupplier alive, Supplier<Readiness> readiness)
            throws IOException {
        this.alive = alive;
        this.readiness = readiness;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(requests);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/livez" -> send(exchange, alive.getAsBoolean(), Map.of("alive", alive.getAsBoolean()));
                case "/readyz" -> {
                    Readiness now = readiness.get();
                    send(exchange, now.ready(), body(now));
                }
                case null, default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, boolean good, Object body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (!head && !exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(good ? 200 : 503, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, Object> body(Readiness now) {
        Map<String, Object> tenants = new LinkedHashMap<>();
        now.tenants().forEach((name, tenant) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("ready", tenant.ready());
            fields.put("reason", tenant.reason().toString());
            fields.put("message", tenant.message());
            fields.put("since", tenant.since().toString());
            fields.put("consuming", tenant.consuming());
            if (!tenant.configuration().isEmpty()) {
                fields.put("configuration", tenant.configuration());
            }
            if (!tenant.rollupLag().isZero()) {
                fields.put("rollupLagSeconds", tenant.rollupLag().toSeconds());
            }
            tenants.put(name, fields);
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ready", now.ready());
        body.put("message", now.message());
        body.put("tenants", tenants);
        return body;
    }

    @Override
    public void close() {
        server.stop(0);
        requests.close();
    }
}
