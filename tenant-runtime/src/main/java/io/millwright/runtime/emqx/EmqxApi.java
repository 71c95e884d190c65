package io.millwright.runtime.emqx;

import io.millwright.runtime.admission.EmqxAnswer;
import io.millwright.runtime.emqx.EmqxReply.Done;
import io.millwright.runtime.emqx.EmqxReply.Refused;
import io.millwright.runtime.emqx.EmqxReply.Unavailable;
import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import io.millwright.wire.trust.ServerTrust;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of EMQX's REST API ({@code /api/v5}, 5.8) that a runtime makes. Each may be repeated without harm, and is once when
 * nothing came of it. Blocks for 9 s at most; thread-safe.
 */
final class EmqxApi implements AutoCloseable {

    /** Sessions asked for at once: 10,000 devices are ten questions of some 100 KB. */
    static final int PAGE = 1_000;

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(4);

    private static final int LARGEST = 4 << 20;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;

    private final URI base;
    private final String authorization;
    private final HttpClient http;

    /** @param trusted what the server's certificate must chain to */
    EmqxApi(Administration administration, Collection<X509Certificate> trusted) {
        this.base = administration.url().resolve("/api/v5/");
        String login = administration.key() + ":" + administration.secret().value();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(tls(trusted))
                .build();
    }

    /** @param page from 1 on */
    EmqxReply<EmqxSessions> sessions(int page) {
        String query = "clients?page=" + page + "&limit=" + PAGE + "&fields=clientid,client_attrs";
        return call("GET", query, answer -> answer.statusCode() == OK ? page(answer.body()) : refused(answer));
    }

    /** Ends a session and forgets it. Done with false when there is none. */
    EmqxReply<Boolean> kick(String clientId) {
        String path =
                "clients/" + URLEncoder.encode(clientId, StandardCharsets.UTF_8).replace("+", "%20");
        return call("DELETE", path, answer -> switch (answer.statusCode()) {
            case NO_CONTENT -> new Done<>(true);
            case NOT_FOUND ->
                "CLIENTID_NOT_FOUND".equals(json(answer.body()).path("code").asString(""))
                        ? new Done<>(false)
                        : refused(answer);
            default -> refused(answer);
        });
    }

    private <T> EmqxReply<T> call(String method, String path, Function<HttpResponse<byte[]>, EmqxReply<T>> understood) {
        EmqxReply<T> first = once(method, path, understood);
        return first instanceof Unavailable<T> ? once(method, path, understood) : first;
    }

    private <T> EmqxReply<T> once(String method, String path, Function<HttpResponse<byte[]>, EmqxReply<T>> understood) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .timeout(ANSWER)
                .build();
        try {
            return understood.apply(http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST)));
        } catch (IOException e) {
            return new Unavailable<>("EMQX did not answer (" + e.getClass().getSimpleName() + ").");
        } catch (JacksonException e) {
            return new Unavailable<>("What answered is not EMQX: it sends no JSON.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable<>("The runtime is stopping.");
        }
    }

    private static EmqxReply<EmqxSessions> page(byte[] body) {
        JsonNode document = json(body);
        JsonNode data = document.path("data");
        JsonNode more = document.path("meta").path("hasnext");
        if (!data.isArray() || !more.isBoolean()) {
            return new Unavailable<>("What answered is not EMQX 5.8: a list of clients looks otherwise.");
        }
        List<EmqxSession> sessions = new ArrayList<>();
        for (JsonNode client : data) {
            sessions.add(new EmqxSession(
                    client.path("clientid").asString(""),
                    client.path("client_attrs").path(EmqxAnswer.SERIAL).asString("")));
        }
        return new Done<>(new EmqxSessions(sessions, more.booleanValue()));
    }

    private static <T> EmqxReply<T> refused(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        return status >= FAULT || status == TOO_MANY
                ? new Unavailable<>("EMQX answered with status " + status + ".")
                : new Refused<>(status);
    }

    private static JsonNode json(byte[] body) {
        return JsonMapper.shared().readTree(body);
    }

    private static SSLContext tls(Collection<X509Certificate> trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {ServerTrust.below(trusted)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
