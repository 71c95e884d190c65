package io.millwright.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the API as a program of a customer would. */
public final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI origin;
    private final Optional<Credential> credential;

    private record Credential(String header, String value) {}

    public ApiClient(URI origin, @Nullable String key) {
        this(origin, Optional.ofNullable(key).map(value -> new Credential("X-Api-Key", value)));
    }

    private ApiClient(URI origin, Optional<Credential> credential) {
        this.origin = origin;
        this.credential = credential;
    }

    public static ApiClient withToken(URI origin, String token) {
        return new ApiClient(origin, Optional.of(new Credential("Authorization", "Bearer " + token)));
    }

    /** An answer with its body as JSON; a missing node if there is none. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, json, headers);
    }

    public Answer put(String path, String json, String... headers) {
        return send("PUT", path, json, headers);
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, @Nullable String json, String... headers) {
        return send(request(method, path, json, headers).build());
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.setHeader("Content-Type", "application/json");
        }
        credential.ifPresent(one -> request.setHeader(one.header(), one.value()));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** Only the status: of an answer that may be a stream without an end. */
    public int status(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = request(method, path, json, headers);
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json")
                            && !type.contains("ndjson")
                            && !response.body().isEmpty()
                    ? JSON.readTree(response.body())
                    : JSON.missingNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
