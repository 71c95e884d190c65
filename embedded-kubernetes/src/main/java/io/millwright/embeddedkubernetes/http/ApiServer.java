package io.millwright.embeddedkubernetes.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.embeddedkubernetes.access.Caller;
import io.millwright.embeddedkubernetes.access.Callers;
import io.millwright.embeddedkubernetes.access.Gate;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.resource.PodLogs;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the loopback, lets in whoever has a token, and answers; one virtual thread per request. */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "kubernetes.default.svc");
    private static final Caller NOBODY = new Caller("system:anonymous", List.of("system:unauthenticated"));
    private static final Set<String> HEALTH = Set.of("livez", "readyz", "healthz", "version");

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Router router;
    private final Callers callers;
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();

    /** @throws IOException when the port is taken */
    public ApiServer(
            int port, SSLContext tls, Callers callers, Gate gate, Registry registry, Objects objects, PodLogs logs)
            throws IOException {
        // Without it every answer on a kept connection waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.callers = callers;
        this.router = new Router(registry, objects, logs, gate, callers);
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** How many requests came so far, refused ones included, by HTTP method. */
    public Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((method, count) -> counts.put(method, count.sum()));
        return counts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                // Clients that ask for a WebSocket first take anything but 101 as leave to watch over plain HTTP.
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            send(exchange, answer(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Caller caller = callers.of(authorization == null ? "" : authorization);
            Request request = Request.of(exchange, caller == null ? NOBODY : caller);
            Refusal refused = stranger(request, caller);
            requests.computeIfAbsent(request.method(), method -> new LongAdder())
                    .increment();
            return refused == null ? router.answer(request) : failed(refused);
        } catch (Refusal refusal) {
            return failed(refusal);
        } catch (RuntimeException | Error e) {
            // Also an Error is answered: without it the client sees its connection end, and asks again for ever.
            LOG.error(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e);
            return failed(new Refusal(500, "InternalError", "Internal error occurred: see the server's log", null));
        }
    }

    private static Answer failed(Refusal refusal) {
        return Answer.json(refusal.code(), Answer.status(refusal));
    }

    /** A web page may make a browser send requests here, under a host name of its choice: it knows no token and no host. */
    private static @Nullable Refusal stranger(Request request, @Nullable Caller caller) {
        String host = request.header("Host");
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        if (!HOSTS.contains(name)) {
            return new Refusal(403, "Forbidden", "this server is not \"" + name + "\"", null);
        }
        boolean health = request.segments().size() == 1
                && HEALTH.contains(request.segments().getFirst());
        if (!health && caller == null) {
            return new Refusal(401, "Unauthorized", "Unauthorized", null);
        }
        return null;
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Body body -> {
                exchange.getResponseHeaders().set("Content-Type", body.contentType());
                body.warnings()
                        .forEach(w -> exchange.getResponseHeaders()
                                .add("Warning", "299 - " + Json.array().add(w).get(0)));
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(
                        body.status(), head || body.bytes().length == 0 ? -1 : body.bytes().length);
                if (!head) {
                    exchange.getResponseBody().write(body.bytes());
                }
            }
            case Answer.Stream stream -> {
                LateOutput out = new LateOutput(exchange, stream.contentType());
                try {
                    stream.writing().to(out);
                    out.close();
                } catch (Refusal refusal) {
                    if (out.begun()) {
                        throw refusal;
                    }
                    send(exchange, failed(refusal));
                }
            }
        }
    }

    /** Stops at once; watches end. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
