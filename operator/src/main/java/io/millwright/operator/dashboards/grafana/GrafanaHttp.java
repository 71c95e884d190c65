package io.millwright.operator.dashboards.grafana;

import io.millwright.operator.dashboards.grafana.GrafanaFault.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request at a time, bounded in time and size whatever the other side does. */
final class GrafanaHttp {

    /** A dashboard is some kilobytes. */
    private static final long LARGEST_ANSWER = 4L << 20;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final GrafanaServer server;
    private final Patience patience;
    private final @Nullable Long organisation;

    GrafanaHttp(HttpClient http, GrafanaServer server, Patience patience, @Nullable Long organisation) {
        this.http = http;
        this.server = server;
        this.patience = patience;
        this.organisation = organisation;
    }

    GrafanaHttp in(long id) {
        return new GrafanaHttp(http, server, patience, id);
    }

    /** Empty where Grafana says that there is no such thing. */
    Optional<JsonNode> find(String path) throws GrafanaFault {
        HttpResponse<String> answer = send("GET", path, null);
        return answer.statusCode() == 404 && isJson(answer) ? Optional.empty() : Optional.of(body("GET", path, answer));
    }

    /** @param body written as JSON; null sends none */
    JsonNode call(String method, String path, @Nullable Object body) throws GrafanaFault {
        return body(method, path, send(method, path, body));
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The request is given up as a whole: the client's own time-out ends with the answer's first line. */
    private HttpResponse<String> send(String method, String path, @Nullable Object body) throws GrafanaFault {
        Duration wait = patience.next();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                request(method, path, body), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
        try {
            return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new GrafanaFault(Kind.UNREACHABLE, asked(method, path) + " had no answer in time");
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof IOException io
                    ? io.getClass().getSimpleName()
                    : String.valueOf(e.getCause());
            throw new GrafanaFault(Kind.UNREACHABLE, asked(method, path) + " failed (" + why + ")");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new GrafanaFault(Kind.UNREACHABLE, asked(method, path) + " was interrupted");
        }
    }

    private HttpRequest request(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve("api/" + path))
                .header("Accept", "application/json")
                .header("Authorization", "Basic " + basic(server))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (organisation != null) {
            request.header("X-Grafana-Org-Id", organisation.toString());
        }
        return request.build();
    }

    private JsonNode body(String method, String path, HttpResponse<String> answer) throws GrafanaFault {
        int status = answer.statusCode();
        if (status >= 500 || status == TOO_MANY_REQUESTS) {
            throw new GrafanaFault(Kind.FAILING, asked(method, path) + " was answered with " + status);
        }
        if (status == 401 || status == 403) {
            throw new GrafanaFault(
                    Kind.REFUSED,
                    asked(method, path) + " was answered with " + status + "; see that " + server.username()
                            + " is a server administrator and the password is right");
        }
        if (status >= 400) {
            throw new GrafanaFault(Kind.REJECTED, asked(method, path) + " was answered with " + status);
        }
        if (status >= 300 || !isJson(answer)) {
            throw new GrafanaFault(
                    Kind.UNSUPPORTED,
                    asked(method, path) + " was answered with " + status
                            + " and no JSON; see that the address is Grafana's own");
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new GrafanaFault(Kind.UNSUPPORTED, asked(method, path) + " was answered with broken JSON");
        }
    }

    private String asked(String method, String path) {
        URI url = server.url();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return method + " /api/" + path + " at Grafana " + url.getHost() + port;
    }

    private static boolean isJson(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    private static String basic(GrafanaServer server) {
        return Base64.getEncoder()
                .encodeToString((server.username() + ":" + server.password()).getBytes(StandardCharsets.UTF_8));
    }
}
