package io.millwright.controlplane.runtime;

import io.millwright.controlplane.runtime.RuntimeAnswer.Absent;
import io.millwright.controlplane.runtime.RuntimeAnswer.Busy;
import io.millwright.controlplane.runtime.RuntimeAnswer.Known;
import io.millwright.controlplane.runtime.RuntimeAnswer.Refused;
import io.millwright.controlplane.runtime.RuntimeAnswer.Unavailable;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One HTTPS call to a runtime, bounded in time and size, with every outcome as a value. */
class RuntimeCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeCalls.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RuntimeLocator locator;
    private final ClientIdentity identity;
    private final RuntimeSettings settings;

    RuntimeCalls(RuntimeLocator locator, ClientIdentity identity, RuntimeSettings settings) {
        this.locator = locator;
        this.identity = identity;
        this.settings = settings;
    }

    /** A request below {@code /v1/tenants/{t}}; a null body is none. */
    record Call(
            String method,
            TenantId tenant,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            Optional<byte[]> body) {

        static Call get(TenantId tenant, String path, Map<String, List<String>> query) {
            return new Call("GET", tenant, path, query, Map.of(), Optional.empty());
        }
    }

    /** The whole body of a successful answer. */
    RuntimeAnswer<byte[]> send(Call call) {
        return switch (open(call)) {
            case Known<InputStream>(InputStream body) -> read(call, body);
            case Absent<InputStream> _ -> new Absent<>();
            case Refused<InputStream>(String sentence) -> new Refused<>(sentence);
            case Busy<InputStream>(var wait) -> new Busy<>(wait);
            case Unavailable<InputStream>(String reason, var wait) -> new Unavailable<>(reason, wait);
        };
    }

    /** The body as it comes; whoever gets it closes it. A runtime that is silent too long within it is given up. */
    RuntimeAnswer<InputStream> stream(Call call) {
        RuntimeAnswer<InputStream> answer = open(call);
        return answer instanceof Known<InputStream>(InputStream body)
                ? new Known<>(new PatientBody(body, settings.requestTimeout()))
                : answer;
    }

    /** The body as it comes; whoever gets it closes it. */
    RuntimeAnswer<InputStream> open(Call call) {
        Optional<URI> origin = locator.of(call.tenant());
        Optional<HttpClient> client = identity.client();
        if (origin.isEmpty() || client.isEmpty()) {
            return unavailable(call, origin.isEmpty() ? "the tenant has no runtime yet" : "no client certificate yet");
        }
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.get().sendAsync(request(origin.get(), call), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer(call, sent.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sent.cancel(true);
            return unavailable(call, "interrupted");
        } catch (TimeoutException e) {
            sent.cancel(true);
            return unavailable(call, "no answer in time");
        } catch (ExecutionException e) {
            return unavailable(call, String.valueOf(e.getCause()));
        }
    }

    private RuntimeAnswer<InputStream> answer(Call call, HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Known<>(response.body());
        }
        byte[] problem;
        try (InputStream body = response.body()) {
            problem = body.readNBytes(8_192);
        } catch (IOException e) {
            problem = new byte[0];
        }
        return switch (status) {
            case 404 -> new Absent<>();
            case 400, 409, 413, 422 -> new Refused<>(detail(problem));
            case 429 -> new Busy<>(settings.retryAfter());
            default -> unavailable(call, "it answered " + status);
        };
    }

    private RuntimeAnswer<byte[]> read(Call call, InputStream stream) {
        // The timeout above ends with the headers: a body that drips is cut off by closing it from outside.
        CompletableFuture<byte[]> reading = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                reading.complete(stream.readNBytes(settings.largestAnswer() + 1));
            } catch (IOException e) {
                reading.completeExceptionally(e);
            }
        });
        try (stream) {
            byte[] body = reading.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return body.length > settings.largestAnswer()
                    ? unavailable(call, "its answer is too large")
                    : new Known<>(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable(call, "interrupted");
        } catch (IOException | ExecutionException | TimeoutException e) {
            return unavailable(call, "its answer broke off");
        }
    }

    private HttpRequest request(URI origin, Call call) {
        String query = call.query().entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(
                origin + "/v1/tenants/" + call.tenant() + call.path() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(
                        call.method(),
                        call.body()
                                .map(HttpRequest.BodyPublishers::ofByteArray)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        call.headers().forEach(request::header);
        return request.build();
    }

    private <T> RuntimeAnswer<T> unavailable(Call call, String reason) {
        LOG.atWarn()
                .addKeyValue("tenant", call.tenant())
                .addKeyValue("reason", reason)
                .log("the runtime could not be asked");
        return new Unavailable<>(reason, settings.retryAfter());
    }

    private static String detail(byte[] problem) {
        try {
            return JSON.readTree(problem).path("detail").asString("The runtime does not accept the request.");
        } catch (JacksonException e) {
            return "The runtime does not accept the request.";
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
