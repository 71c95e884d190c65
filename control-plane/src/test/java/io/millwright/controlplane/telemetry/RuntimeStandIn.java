package io.millwright.controlplane.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.millwright.controlplane.pki.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/** A runtime's HTTPS side with mTLS, answering what a test tells it to. */
final class RuntimeStandIn implements AutoCloseable {

    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> callers = new CopyOnWriteArrayList<>();
    final AtomicReference<Answer> answer = new AtomicReference<>(new Answer(200, "{\"points\":[]}"));
    final CountDownLatch liveEnded = new CountDownLatch(1);
    final CountDownLatch historyEnded = new CountDownLatch(1);

    private final TestAuthority root = TestAuthority.root();
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What the next request gets; a negative status answers nothing at all until the test ends. */
    record Answer(int status, String body, Then then) {

        Answer(int status, String body) {
            this(status, body, Then.END);
        }
    }

    /** What becomes of an answer after its body. */
    enum Then {
        END,
        /** The connection is closed in the middle. */
        BREAK_OFF,
        /** Nothing more comes, and no end. */
        HANG,
        /** The body again and again, until nobody reads any more. */
        AGAIN
    }

    RuntimeStandIn() throws GeneralSecurityException, IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context(root.server());
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI origin() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The data of Secret {@code control-plane-client}. */
    Map<String, String> clientSecret(String commonName) {
        Map<String, String> data = new HashMap<>();
        root.controlPlane(commonName)
                .secret()
                .forEach((name, text) ->
                        data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return data;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (isCollected(exchange)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        requests.add(exchange.getRequestURI().toString());
        note((HttpsExchange) exchange);
        Answer given = answer.get();
        if (exchange.getRequestURI().getPath().endsWith("/live") && given.status() == 200) {
            live(exchange);
            return;
        }
        if (given.status() < 0) {
            return;
        }
        byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        long length = switch (given.then()) {
            case END -> body.length;
            case BREAK_OFF -> body.length + 1_000L;
            case HANG, AGAIN -> 0;
        };
        exchange.sendResponseHeaders(given.status(), length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            then(given.then(), out, body, exchange);
        }
    }

    /** The control plane's own questions, which come at any time and are nothing that a test asked. */
    private static boolean isCollected(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && query.startsWith("after=");
    }

    private void then(Then then, OutputStream out, byte[] body, HttpExchange exchange) throws IOException {
        switch (then) {
            case END, BREAK_OFF -> {}
            case HANG -> {
                out.flush();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    exchange.close();
                }
            }
            case AGAIN -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(body);
                    }
                } catch (IOException e) {
                    historyEnded.countDown();
                }
            }
        }
    }

    /** An event at once, and then comments until nobody listens any more. */
    private void live(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("id: 1\nevent: point\ndata: {\"tag\":\"t\"}\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (!Thread.currentThread().isInterrupted()) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(Duration.ofMillis(20)); // a heartbeat, not a wait
            }
        } catch (IOException | InterruptedException e) {
            liveEnded.countDown();
        }
    }

    private void note(HttpsExchange exchange) throws SSLPeerUnverifiedException {
        callers.add(exchange.getSSLSession().getPeerPrincipal().getName());
    }

    private static SSLContext context(TestAuthority own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key().getPrivate(), IN_MEMORY, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, IN_MEMORY);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", own.chain().getLast());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
