package io.millwright.operator.dashboards;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A Grafana on loopback that keeps organisations, data sources, folders and dashboards, and misbehaves when told to. */
public final class StubGrafana implements AutoCloseable {

    /** How it answers everything. */
    public enum Mood {
        UP,
        HTML,
        BROKEN_JSON,
        UNAVAILABLE,
        UNAUTHORISED,
        ANCIENT,
        ANOTHER_SERVICE,
        WITHOUT_DATABASE,
        REDIRECTING,
        SILENT,
        ENDLESS
    }

    public static final String USERNAME = "root";
    public static final String PASSWORD = "root-of-this-test";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final StubOrganisations organisations = new StubOrganisations();
    private final Optional<GrafanaContract> contract = GrafanaContract.ofRequests();
    private final List<String> requests = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private volatile Mood mood = Mood.UP;
    private int failAt = Integer.MAX_VALUE;
    private int loseAnswerAt = Integer.MAX_VALUE;

    public StubGrafana() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public void is(Mood told) {
        mood = told;
    }

    /** The request of that number, counted from now, is answered with 500; -1: none. */
    synchronized void failAt(int request) {
        failAt = request < 0 ? Integer.MAX_VALUE : requests.size() + request;
    }

    /** The request of that number is carried out and its answer lost. */
    synchronized void loseAnswerAt(int request) {
        loseAnswerAt = requests.size() + request;
    }

    public StubOrganisations organisations() {
        return organisations;
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<String> writes() {
        return requests.stream().filter(request -> !request.startsWith("GET ")).toList();
    }

    /** Requests that the real one would not know; always empty where its description is not at hand. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int number = note(exchange, body);
            if (mood != Mood.UP) {
                misbehave(exchange, number);
                return;
            }
            if (number == failAt) {
                send(exchange, 500, "application/json", "{\"message\":\"failpoint\"}");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/api/health")) {
                send(
                        exchange,
                        200,
                        "application/json",
                        "{\"database\":\"ok\",\"version\":\"13.0.0\",\"commit\":\"x\"}");
                return;
            }
            if (!authorised(exchange)) {
                send(exchange, 401, "application/json", "{\"message\":\"Invalid username or password\"}");
                return;
            }
            StubOrganisations.Answer answer = answer(exchange, path, body);
            if (number == loseAnswerAt) {
                return;
            }
            send(exchange, answer.status(), "application/json", JSON.writeValueAsString(answer.body()));
        }
    }

    private synchronized int note(HttpExchange exchange, String body) {
        URI uri = exchange.getRequestURI();
        requests.add(exchange.getRequestMethod() + " " + uri.getPath());
        Set<String> query = uri.getQuery() == null
                ? Set.of()
                : Stream.of(uri.getQuery().split("&"))
                        .map(pair -> pair.replaceFirst("=.*", ""))
                        .collect(Collectors.toSet());
        contract.ifPresent(
                found -> violations.addAll(found.violations(exchange.getRequestMethod(), uri.getPath(), query, body)));
        return requests.size() - 1;
    }

    private StubOrganisations.Answer answer(HttpExchange exchange, String path, String body) {
        List<String> parts = Stream.of(path.substring("/api/".length()).split("/"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
        String organisation = exchange.getRequestHeaders().getFirst("X-Grafana-Org-Id");
        return organisations.answer(
                exchange.getRequestMethod(),
                parts,
                organisation == null ? null : Long.valueOf(organisation),
                body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
    }

    private static boolean authorised(HttpExchange exchange) {
        String wanted = "Basic "
                + Base64.getEncoder().encodeToString((USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void misbehave(HttpExchange exchange, int number) throws IOException {
        switch (mood) {
            case UP -> throw new IllegalStateException();
            case HTML -> send(exchange, 200, "text/html", "<html>Sign in</html>");
            case BROKEN_JSON -> send(exchange, 200, "application/json", "{\"database\":");
            case UNAVAILABLE -> send(exchange, 503, "text/html", "<html>no healthy upstream</html>");
            case UNAUTHORISED -> send(exchange, 401, "application/json", "{\"message\":\"no\"}");
            case ANCIENT -> send(exchange, 200, "application/json", "{\"database\":\"ok\",\"version\":\"9.5.2\"}");
            case ANOTHER_SERVICE -> send(exchange, 200, "application/json", "{\"status\":\"UP\"}");
            case WITHOUT_DATABASE -> send(exchange, 200, "application/json", "{\"database\":\"failing\"}");
            case REDIRECTING -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere/" + number);
                send(exchange, 302, "text/html", "");
            }
            case SILENT -> untilClosed();
            case ENDLESS -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                untilClosed();
            }
        }
    }

    private void untilClosed() throws IOException {
        try {
            closing.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type + "; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
