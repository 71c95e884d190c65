package io.millwright.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane's HTTP API as any script uses it, with the administrator's key. */
public final class PlatformApi implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** The API said no, or not yet. */
    public static final class Refused extends IOException {
        Refused(String message) {
            super(message);
        }
    }

    private record Answer(int status, JsonNode body) {

        boolean good() {
            return status / 100 == 2;
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI base;
    private final String apiKey;

    /** @param base such as {@code http://127.0.0.1:8080/api/v1} */
    public PlatformApi(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return good("GET " + path, send(path, HttpRequest.newBuilder().GET()));
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return good("POST " + path, send(path, posting(body)));
    }

    /** Creates the object unless it exists; one that exists is left as its owner made it. */
    public void ensure(String collection, String name, Map<String, Object> body)
            throws IOException, InterruptedException {
        Answer found = send(collection + "/" + name, HttpRequest.newBuilder().GET());
        if (found.status() == NOT_FOUND) {
            Answer created = send(collection, posting(body));
            if (created.status() != CONFLICT) { // somebody was faster
                good("POST " + collection, created);
            }
        } else {
            good("GET " + collection + "/" + name, found);
        }
    }

    private static HttpRequest.Builder posting(Object body) {
        return HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private Answer send(String path, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request.uri(URI.create(base + path))
                        .header("X-Api-Key", apiKey)
                        .header("Accept", "application/json")
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (JacksonException e) {
            return new Answer(response.statusCode(), JSON.createObjectNode());
        }
    }

    private static JsonNode good(String call, Answer answer) throws Refused {
        if (!answer.good()) {
            String why = answer.body()
                    .path("detail")
                    .asString(answer.body().path("title").asString("no reason given"));
            throw new Refused(call + " was answered " + answer.status() + ": " + why);
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
