package io.millwright.runtime.emqx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.runtime.TestTenants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A REST API like EMQX's on loopback, with some sessions, that can be told to answer badly. */
public final class StubEmqx implements AutoCloseable {

    /** What was asked. */
    record Call(String method, URI uri) {}

    private record Bad(int status, String type, String body) {}

    private static final String LOGIN = "millwright-runtime:key of the REST API";

    final List<Call> calls = new CopyOnWriteArrayList<>();

    private final Map<String, String> sessions = Collections.synchronizedMap(new LinkedHashMap<>());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpsServer server;
    private volatile @Nullable Bad bad;
    private volatile boolean silent;
    private volatile int failures;

    public StubEmqx() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(TestTenants.pki().server("broker-admin"))));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private static SSLContext tls(TestIdentity identity) {
        try {
            char[] unused = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", identity.key(), unused, identity.chain().toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, unused);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** Client ids with the serial number of each. */
    public void sessions(String... clientIdsAndSerials) {
        sessions.clear();
        for (int i = 0; i < clientIdsAndSerials.length; i += 2) {
            sessions.put(clientIdsAndSerials[i], clientIdsAndSerials[i + 1]);
        }
    }

    public List<String> sessions() {
        synchronized (sessions) {
            return List.copyOf(sessions.keySet());
        }
    }

    /** Everything is answered so from now on. */
    public void answering(int status, String type, String body) {
        bad = new Bad(status, type, body);
    }

    /** Well again. */
    public void answering() {
        bad = null;
    }

    /** The next calls, so many, are faults. */
    void failing(int times) {
        failures = times;
    }

    /** Nothing is answered any more. */
    void silent() {
        silent = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestURI()));
            Bad told = bad;
            if (silent) {
                closing.await();
            } else if (told != null) {
                send(exchange, told.status(), told.type(), told.body());
            } else if (failures > 0) {
                failures--;
                send(exchange, 500, "application/json", "{\"code\":\"INTERNAL_ERROR\"}");
            } else if (!authorized(exchange)) {
                send(exchange, 401, "application/json", "{\"code\":\"BAD_API_KEY_OR_SECRET\",\"message\":\"Check\"}");
            } else {
                well(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void well(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET") && path.equals("/api/v5/clients")) {
            send(
                    exchange,
                    200,
                    "application/json",
                    page(exchange.getRequestURI().getQuery()));
        } else if (exchange.getRequestMethod().equals("DELETE") && path.startsWith("/api/v5/clients/")) {
            if (sessions.remove(path.substring("/api/v5/clients/".length())) != null) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                send(exchange, 404, "application/json", "{\"code\":\"CLIENTID_NOT_FOUND\",\"message\":\"None\"}");
            }
        } else {
            send(exchange, 404, "application/json", "{\"code\":\"NOT_FOUND\",\"message\":\"No such path\"}");
        }
    }

    private String page(String query) {
        int page = Integer.parseInt(query.replaceFirst("^.*page=(\\d+).*$", "$1"));
        int limit = Integer.parseInt(query.replaceFirst("^.*limit=(\\d+).*$", "$1"));
        List<String> rows = new ArrayList<>();
        synchronized (sessions) {
            sessions.forEach((clientId, serial) -> rows.add("{\"clientid\":\"" + clientId
                    + "\",\"client_attrs\":{\"tenant\":\"acme\",\"serial\":\"" + serial + "\"}}"));
        }
        int from = Math.min((page - 1) * limit, rows.size());
        int to = Math.min(page * limit, rows.size());
        return "{\"data\":[" + String.join(",", rows.subList(from, to)) + "],\"meta\":{\"count\":" + rows.size()
                + ",\"hasnext\":" + (to < rows.size()) + ",\"limit\":" + limit + ",\"page\":" + page + "}}";
    }

    private static boolean authorized(HttpExchange exchange) {
        String expected = "Basic " + Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
