package io.millwright.quickstart.rig.process;

import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tenant runtime by its own entry, configured as its container is. */
public final class RuntimeProcess extends PartProcess {

    private static final int OK = 200;
    private static final int MILLIS = 1_000;
    private static final Pattern CONSUMING = Pattern.compile("\"consuming\":true");

    private final int health;

    /** @param environment what its container would have beside {@code TENANTS_DIR} and the health port */
    public RuntimeProcess(
            Path directory, Path tenants, int health, Map<String, String> environment, List<String> options) {
        this(directory.resolve("part-runtime.out"), tenants, health, environment, options, List.of());
    }

    /**
     * One beside another.
     *
     * @param classes directories on its class path before the release's own
     */
    public RuntimeProcess(
            Path log,
            Path tenants,
            int health,
            Map<String, String> environment,
            List<String> options,
            List<Path> classes) {
        super(new ChildJvm.Order(
                "runtime",
                List.of(),
                environment(tenants, health, environment),
                options,
                log,
                new ChildJvm.Place(List.of(), classes)));
        this.health = health;
    }

    private static Map<String, String> environment(Path tenants, int health, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("TENANTS_DIR", tenants.toString());
        all.put("HTTP_PORT", Integer.toString(health));
        return all;
    }

    /** Ready means that it serves a tenant as far as its database goes; the broker is another question, {@link #awaitConsuming}. */
    @Override
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready()) {
            if (!alive()) {
                throw new IOException("the runtime ended");
            }
            if (System.nanoTime() > end) {
                throw new IOException("the runtime was not ready in " + patience.toSeconds() + " s: " + readiness());
            }
            Thread.sleep(20);
        }
    }

    /**
     * Waits until the broker has taken the subscriptions of so many tenants: what devices publish before that nobody hears,
     * and they send it again when no receipt comes.
     */
    public void awaitConsuming(int tenants, Duration patience) throws IOException, InterruptedException {
        boolean heard = Await.until(
                patience,
                Duration.ofMillis(20),
                () -> CONSUMING.matcher(readiness()).results().count() >= tenants);
        if (!heard) {
            throw new IOException("the runtime did not consume for " + tenants + " tenants in " + patience.toSeconds()
                    + " s: " + readiness());
        }
    }

    /** What {@code /readyz} answers now; false as well when nothing answers. */
    public boolean ready() {
        try {
            HttpURLConnection connection = connection();
            return connection.getResponseCode() == OK && body(connection).contains("\"reason\":\"Serving\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@code /readyz} says now; a sentence when nothing answers. */
    public String readiness() {
        try {
            return body(connection());
        } catch (IOException e) {
            return "no answer";
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream body =
                connection.getResponseCode() == OK ? connection.getInputStream() : connection.getErrorStream()) {
            return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpURLConnection connection() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + health + "/readyz").toURL().openConnection();
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        return connection;
    }
}
