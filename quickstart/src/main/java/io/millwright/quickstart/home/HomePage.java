package io.millwright.quickstart.home;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.tenants.TenantView;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * What answers on the main port until the control plane does: {@code /}, {@code /status} for the administrator,
 * {@code /healthz} for anybody. Loopback only, and only for requests that name a loopback host, so that a page in the
 * user's browser cannot be pointed here by DNS.
 */
public final class HomePage implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Administrator administrator;
    private final Supplier<List<TenantView>> tenants;
    private final String kubeconfig;

    private HomePage(
            HttpServer server,
            ExecutorService threads,
            Administrator administrator,
            Supplier<List<TenantView>> tenants,
            String kubeconfig) {
        this.server = server;
        this.threads = threads;
        this.administrator = administrator;
        this.tenants = tenants;
        this.kubeconfig = kubeconfig;
    }

    /** Starts to answer; port 0 takes any. */
    public static HomePage start(
            int port, Administrator administrator, Supplier<List<TenantView>> tenants, String kubeconfig)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HomePage page = new HomePage(server, threads, administrator, tenants, kubeconfig);
        server.setExecutor(threads);
        server.createContext("/", page::answer);
        server.start();
        return page;
    }

    /** The address people open. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            String path = exchange.getRequestURI().getPath();
            if (!HOSTS.contains(host.replaceFirst(":[0-9]+$", ""))) {
                send(exchange, 421, "text/plain", "This server answers only for 127.0.0.1 and localhost.\n");
            } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain", "Only GET.\n");
            } else if ("/healthz".equals(path)) {
                send(exchange, 200, "text/plain", "ok\n");
            } else if (!authorized(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Millwright\", charset=\"UTF-8\"");
                send(exchange, 401, "text/plain", "Sign in as the administrator that './millwright up' printed.\n");
            } else if ("/".equals(path)) {
                send(exchange, 200, "text/html", HomeHtml.of(tenants.get(), kubeconfig));
            } else if ("/status".equals(path)) {
                send(
                        exchange,
                        200,
                        "application/json",
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("tenants", tenants.get()))
                                + "\n");
            } else {
                send(exchange, 404, "text/plain", "There is /, /status and /healthz.\n");
            }
        }
    }

    private boolean authorized(HttpExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst("X-Api-Key");
        if (key != null) {
            return administrator.hasApiKey(key);
        }
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && administrator.hasPassword(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        if ("HEAD".equals(exchange.getRequestMethod())) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
