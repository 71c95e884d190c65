package io.millwright.operator.tenant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Stands between one operator and the API server: passes everything on, except where a test tells it otherwise. */
final class FaultyApi implements AutoCloseable {

    /** What becomes of one call. */
    sealed interface Fate {

        /** Nothing out of the ordinary. */
        record Pass() implements Fate {}

        /** Answered here; the server never hears of it. */
        record Answer(int code, Map<String, String> headers) implements Fate {}

        /** The connection ends, before the server hears of the call or after it did what it was asked. */
        record Reset(boolean done) implements Fate {}

        /** The operator is killed: as {@link Reset}, and nothing it says from now on is heard. */
        record Death(boolean done) implements Fate {}

        /** Everything pauses, this call first of all and before the server hears of it. */
        record Pause() implements Fate {}

        /** Never answered as long as this stands. */
        record Silence() implements Fate {}
    }

    /** One call; watches and lists are calls too. */
    record Call(String method, String path, String query) {

        boolean isWatch() {
            return query.contains("watch=true");
        }

        boolean isRead() {
            return method.equals("GET");
        }

        boolean isWrite() {
            return !isRead();
        }

        /** As informers ask: for a collection, with a version or a selector. */
        boolean isList() {
            return isRead() && (query.contains("resourceVersion=") || query.contains("labelSelector=") || isWatch());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static final Fate PASS = new Fate.Pass();

    /** What a test decides; asked once per call, from many threads. */
    volatile Function<Call, Fate> fates = _ -> PASS;

    /** What becomes of one line of a watch: none, one or several lines. */
    volatile Function<String, List<String>> events = List::of;

    final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

    private final URI upstream;
    private final String token;
    private final HttpClient client;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<InputStream> watches = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch going = new CountDownLatch(0);
    private volatile boolean dead;

    /**
     * @param kubeconfig of the operator: what it may not do fails behind this as it does without it
     * @param client from {@link #client}, which outlives this
     */
    FaultyApi(Path kubeconfig, HttpClient client) throws IOException {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        upstream = URI.create(config.getMasterUrl());
        token = config.getAutoOAuthToken();
        this.client = client;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Whoever starts many of these gives them all the same: connections and TLS sessions are made once. */
    static HttpClient client(Path kubeconfig) throws IOException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(Config.fromKubeconfig(kubeconfig.toFile())))
                .build();
    }

    /** What an operator is started with. */
    Path kubeconfig(Path directory) throws IOException {
        int port = server.getAddress().getPort();
        return Files.writeString(directory.resolve("kubeconfig-" + port), """
            apiVersion: v1
            kind: Config
            current-context: faulty
            contexts:
            - {name: faulty, context: {cluster: faulty, user: faulty}}
            clusters:
            - {name: faulty, cluster: {server: "http://127.0.0.1:%d"}}
            users:
            - {name: faulty, user: {token: unused}}
            """.formatted(port));
    }

    /** From now on whoever is behind this hears and says nothing: for the server that is a killed process. */
    void die() {
        dead = true;
        going.countDown();
        cutWatches();
    }

    boolean isPaused() {
        return going.getCount() > 0;
    }

    /** What was said during a pause is said now. */
    void resume() {
        going.countDown();
    }

    boolean isDead() {
        return dead;
    }

    /** Every watch ends; who watches asks again. */
    void cutWatches() {
        for (InputStream watch : watches) {
            try {
                watch.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            Call call = new Call(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), query == null ? "" : query);
            calls.add(call);
            going.await();
            if (dead) {
                return;
            }
            switch (fates.apply(call)) {
                case Fate.Pass() -> pass(exchange, call, body, true);
                case Fate.Answer(int code, Map<String, String> headers) -> answer(exchange, code, headers);
                case Fate.Reset(boolean done) -> {
                    if (done) {
                        pass(exchange, call, body, false);
                    }
                }
                case Fate.Death(boolean done) -> {
                    if (done) {
                        pass(exchange, call, body, false);
                    }
                    die();
                }
                case Fate.Pause() -> {
                    CountDownLatch pause = new CountDownLatch(1);
                    going = pause;
                    pause.await();
                    pass(exchange, call, body, true);
                }
                case Fate.Silence() -> closed.await();
            }
        } catch (IOException e) {
            // Either side hung up: the other one notices by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, Call call, byte[] body, boolean answered)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        upstream.resolve(exchange.getRequestURI().toString()))
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token);
        for (String header : List.of("Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream stream = response.body()) {
            if (!answered) {
                stream.readAllBytes();
                return;
            }
            response.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            if (call.isWatch() && response.statusCode() == 200) {
                exchange.sendResponseHeaders(200, 0);
                relay(stream, exchange.getResponseBody());
            } else {
                byte[] whole = stream.readAllBytes();
                if (dead) {
                    return;
                }
                exchange.sendResponseHeaders(response.statusCode(), whole.length == 0 ? -1 : whole.length);
                exchange.getResponseBody().write(whole);
            }
        }
    }

    private void relay(InputStream from, OutputStream to) throws IOException, InterruptedException {
        watches.add(from);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !dead; line = lines.readLine()) {
                going.await();
                for (String told : events.apply(line)) {
                    to.write((told + "\n").getBytes(StandardCharsets.UTF_8));
                }
                to.flush();
            }
        } finally {
            watches.remove(from);
        }
    }

    private static void answer(HttpExchange exchange, int code, Map<String, String> headers) throws IOException {
        byte[] status = """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"a fault on purpose","code":%d}
            """.formatted(code).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(code, status.length);
        exchange.getResponseBody().write(status);
    }

    private static SSLContext trusting(Config config) throws IOException {
        try {
            return SSLUtils.sslContext(config);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        die();
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
