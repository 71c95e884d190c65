package io.millwright.controlplane.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with the portal in it, as far as signing in goes: it keeps cookies and follows no redirect by itself. */
final class TestBrowser {

    static final String VERIFIER = "a-verifier-of-tests-that-is-long-enough-for-the-rfc";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    TestBrowser(URI origin) {
        this.origin = origin;
    }

    /** What came back from the token endpoint. */
    record Tokens(int status, JsonNode body) {
        String access() {
            return body.path("access_token").asString();
        }

        String refresh() {
            return body.path("refresh_token").asString();
        }

        String error() {
            return body.path("error").asString();
        }
    }

    HttpResponse<String> signIn(String email, String password, String... headers) {
        HttpRequest.Builder request = request("/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("email", email, "password", password))));
        if (headers.length == 0) {
            request.header("Origin", origin.toString()).header("Sec-Fetch-Site", "same-origin");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    HttpResponse<String> signOut() {
        return send(request("/session").header("Origin", origin.toString()).DELETE());
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** @param changes parameters in turn with their values; null leaves one out */
    HttpResponse<String> authorize(@Nullable String... changes) {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "portal");
        parameters.put("redirect_uri", origin + "/signed-in");
        parameters.put("scope", "openid email profile");
        parameters.put("state", "a-state");
        parameters.put("nonce", "a-nonce");
        parameters.put("code_challenge", challenge(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(String.valueOf(changes[i]), changes[i + 1]);
        }
        return get("/oauth2/authorize?" + form(parameters));
    }

    String code() {
        return parameter(location(authorize()), "code");
    }

    Tokens exchange(String code) {
        return exchange(code, VERIFIER, origin + "/signed-in");
    }

    Tokens exchange(String code, String verifier, String redirect) {
        return token(
                "grant_type",
                "authorization_code",
                "client_id",
                "portal",
                "code",
                code,
                "code_verifier",
                verifier,
                "redirect_uri",
                redirect);
    }

    Tokens tokens() {
        return exchange(code());
    }

    Tokens refresh(String token) {
        return token("grant_type", "refresh_token", "client_id", "portal", "refresh_token", token);
    }

    Tokens token(String... parameters) {
        HttpResponse<String> answer = form("/oauth2/token", Map.of(), parameters);
        return new Tokens(answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body()));
    }

    HttpResponse<String> form(String path, Map<String, String> headers, String... parameters) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            fields.put(parameters[i], parameters[i + 1]);
        }
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        headers.forEach(request::setHeader);
        return send(request);
    }

    Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    void keep(String name, String value) {
        cookies.put(name, value);
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Empty if it is not there. */
    static String parameter(String uri, String name) {
        return List.of(uri.substring(uri.indexOf('?') + 1).split("&")).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(origin.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String header : answer.headers().allValues("Set-Cookie")) {
                HttpCookie cookie = HttpCookie.parse(
                                header.replace("; SameSite=Lax", "").replace("; SameSite=Strict", ""))
                        .getFirst();
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, @Nullable String> parameters) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(String.valueOf(entry.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
