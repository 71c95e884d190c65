package io.millwright.quickstart.home;

import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.tenants.TenantView;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the control plane's port shows to a browser until there is a portal: {@code /} and {@code /status}, for the
 * administrator. Only for requests that name a loopback host, so that a page elsewhere cannot be pointed here by DNS.
 */
@RestController
@Hidden
public final class HomePage {

    /** All it answers; access is decided here and not by the API's keys alone. */
    public static final List<String> PATHS = List.of("/", "/status");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Administrator administrator;
    private final Supplier<List<TenantView>> tenants;
    private final String kubeconfig;

    public HomePage(Administrator administrator, Supplier<List<TenantView>> tenants, String kubeconfig) {
        this.administrator = administrator;
        this.tenants = tenants;
        this.kubeconfig = kubeconfig;
    }

    @GetMapping("/")
    ResponseEntity<String> page(@RequestHeader HttpHeaders asked) {
        return answer(asked, "text/html", () -> HomeHtml.of(tenants.get(), kubeconfig));
    }

    @GetMapping("/status")
    ResponseEntity<String> status(@RequestHeader HttpHeaders asked) {
        return answer(
                asked,
                "application/json",
                () -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("tenants", tenants.get()))
                        + "\n");
    }

    private ResponseEntity<String> answer(HttpHeaders asked, String type, Supplier<String> text) {
        String host = String.valueOf(asked.getFirst(HttpHeaders.HOST));
        if (!HOSTS.contains(host.replaceFirst(":[0-9]+$", ""))) {
            return ResponseEntity.status(HttpStatus.MISDIRECTED_REQUEST)
                    .headers(headers("text/plain"))
                    .body("This server answers only for 127.0.0.1 and localhost.\n");
        }
        if (!authorized(asked.getFirst("X-Api-Key"), asked.getFirst(HttpHeaders.AUTHORIZATION))) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .headers(headers("text/plain"))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Millwright\", charset=\"UTF-8\"")
                    .body("Sign in as the administrator that './millwright up' printed.\n");
        }
        return ResponseEntity.ok().headers(headers(type)).body(text.get());
    }

    private boolean authorized(@Nullable String key, @Nullable String authorization) {
        if (key != null) {
            return administrator.hasApiKey(key);
        }
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && administrator.hasPassword(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HttpHeaders headers(String type) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, type + ";charset=UTF-8");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        return headers;
    }
}
