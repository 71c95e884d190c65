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
import java.util.function.Function;
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
        // The time limit holds for the whole answer: one that drips is given up like one that does not begin.
        return exchange(
                call,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), settings.largestAnswer()),
                Function.identity());
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
        return exchange(call, HttpResponse.BodyHandlers.ofInputStream(), RuntimeCalls::beginning);
    }

    /** @param problem what a body says that is no answer */
    private <T> RuntimeAnswer<T> exchange(Call call, HttpResponse.BodyHandler<T> handler, Function<T, byte[]> problem) {
        Optional<URI> origin = locator.of(call.tenant());
        Optional<HttpClient> client = identity.client();
        if (origin.isEmpty() || client.isEmpty()) {
            return unavailable(call, origin.isEmpty() ? "the tenant has no runtime yet" : "no client certificate yet");
        }
        CompletableFuture<HttpResponse<T>> sent = client.get().sendAsync(request(origin.get(), call), handler);
        try {
            return answer(call, sent.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS), problem);
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

    private <T> RuntimeAnswer<T> answer(Call call, HttpResponse<T> response, Function<T, byte[]> problem) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Known<>(response.body());
        }
        byte[] said = problem.apply(response.body());
        return switch (status) {
            case 404 -> new Absent<>();
            case 400, 409, 413, 422 -> new Refused<>(detail(said));
            case 429 -> new Busy<>(settings.retryAfter());
            default -> unavailable(call, "it answered " + status);
        };
    }

    /** And no more of it. */
    private static byte[] beginning(InputStream stream) {
        try (stream) {
            return stream.readNBytes(8_192);
        } catch (IOException e) {
            return new byte[0];
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
