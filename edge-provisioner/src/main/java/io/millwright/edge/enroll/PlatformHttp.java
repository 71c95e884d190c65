package io.millwright.edge.enroll;

import io.millwright.edge.state.Json;
import io.millwright.edge.trust.PlatformTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.databind.node.ObjectNode;

/** Requests to the enrollment origin. It follows no redirects: the pin is for one host, and so is the claim code. */
final class PlatformHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int LONGEST_SENTENCE = 300;
    private static final int DEEPEST = 12;

    private final HttpClient http;

    PlatformHttp(SSLContext tls) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .sslContext(tls)
                .build();
    }

    Answer post(URI uri, String contentType, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return answer(http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)));
        } catch (IOException e) {
            return failed(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 201 -> new Answer.Done(response.body());
            case 202 -> new Answer.Pending(retryAfter(response));
            case 408, 425, 429, 500, 502, 503, 504 -> new Answer.Busy(retryAfter(response), sentence(response));
            default -> new Answer.Refused(status, sentence(response));
        };
    }

    /** In seconds; the form with a date is not used between us. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Math.max(1, Long.parseLong(value))))
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private static String sentence(HttpResponse<byte[]> response) {
        Optional<ObjectNode> problem = Json.read(response.body());
        return problem.flatMap(json -> Json.text(json, "detail"))
                .or(() -> problem.flatMap(json -> Json.text(json, "title")))
                .map(PlatformHttp::printable)
                .orElse("the platform answered with status " + response.statusCode());
    }

    /** It is shown on a terminal, and whoever sent it is not known yet to be a friend. */
    private static String printable(String said) {
        String plain = said.replaceAll("\\p{C}", " ");
        return plain.length() > LONGEST_SENTENCE ? plain.substring(0, LONGEST_SENTENCE) : plain;
    }

    private static Answer failed(IOException failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            switch (cause) {
                case PlatformTrust.UntrustedServer untrusted -> {
                    return new Answer.Untrusted(String.valueOf(untrusted.getMessage()));
                }
                case CertPathValidatorException _ -> {
                    return new Answer.Untrusted("the server's certificate is not valid: " + cause.getMessage());
                }
                case CertificateException _ -> {
                    return new Answer.Untrusted("the server's certificate does not verify: " + cause.getMessage());
                }
                case UnresolvedAddressException _ -> {
                    return new Answer.Unreachable("the server's name is not known");
                }
                case ConnectException refused
                when refused.getCause() == null -> {
                    return new Answer.Unreachable("nobody listens at the server's address");
                }
                default -> cause = cause.getCause();
            }
        }
        return new Answer.Unreachable(
                failure instanceof SSLException
                        ? "TLS with the server failed: " + failure.getMessage()
                        : "the server does not answer");
    }
}
