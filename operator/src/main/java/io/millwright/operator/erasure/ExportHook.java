package io.millwright.operator.erasure;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks whoever exports data whether this tenant's may be destroyed now. It is asked again and again, with the same key, until it
 * answers 200 or 204; 202 means that it is still at it. No answer and any other answer mean no.
 */
final class ExportHook {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An exporter that hangs must not occupy every thread that reconciles tenants. */
    private static final int AT_A_TIME = 2;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable URI address;
    private final Semaphore turns = new Semaphore(AT_A_TIME);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    ExportHook(@Nullable URI address) {
        this.address = address;
    }

    sealed interface Answer {

        record Exported() implements Answer {}

        record NotYet(String sentence) implements Answer {}
    }

    boolean isSet() {
        return address != null;
    }

    /** Blocks for ten seconds at most. */
    Answer ask(Doomed doomed) {
        if (address == null) {
            return new Answer.Exported();
        }
        if (!turns.tryAcquire()) {
            return new Answer.NotYet("other exports are being asked for");
        }
        try {
            HttpResponse<Void> response = http.send(request(address, doomed), HttpResponse.BodyHandlers.discarding());
            return switch (response.statusCode()) {
                case HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_NO_CONTENT -> new Answer.Exported();
                case HttpURLConnection.HTTP_ACCEPTED -> new Answer.NotYet("the export is under way (HTTP 202)");
                default -> new Answer.NotYet("the export hook answered HTTP " + response.statusCode());
            };
        } catch (IOException e) {
            return new Answer.NotYet(
                    "the export hook did not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotYet("the operator is stopping");
        } finally {
            turns.release();
        }
    }

    private static HttpRequest request(URI address, Doomed doomed) {
        String body = JSON.writeValueAsString(Map.of(
                "tenant", doomed.tenant(),
                "incarnation", doomed.incarnation().ulid(),
                "namespace", doomed.namespace(),
                "database", doomed.database()));
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", doomed.incarnation().ulid())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
