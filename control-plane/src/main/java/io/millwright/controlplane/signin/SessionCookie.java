package io.millwright.controlplane.signin;

import io.millwright.controlplane.origin.PublicOrigin;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The two cookies: the one that lets a browser in, and the one by which a browser is known that was in before. */
@Component
public class SessionCookie {

    static final String SESSION = "mw_session";
    static final String BROWSER = "mw_browser";
    private static final String SIGN_IN = "/session";
    private static final Duration BROWSER_KEPT = Duration.ofDays(180);

    private final PublicOrigin origin;
    private final SignInSettings settings;

    SessionCookie(PublicOrigin origin, SignInSettings settings) {
        this.origin = origin;
        this.settings = settings;
    }

    public Optional<String> session(HttpServletRequest request) {
        return value(request, SESSION);
    }

    public Optional<String> browser(HttpServletRequest request) {
        return value(request, BROWSER);
    }

    /** Sent along when somebody comes by a link, because the way back from a sign-in is one; never with a foreign POST. */
    public String session(OpaqueToken value) {
        return cookie(SESSION, value.text(), "/", settings.sessionLife(), "Lax");
    }

    public String noSession() {
        return cookie(SESSION, "", "/", Duration.ZERO, "Lax");
    }

    /** Sent with a sign-in from our own pages only. */
    public String browser(OpaqueToken value) {
        return cookie(BROWSER, value.text(), SIGN_IN, BROWSER_KEPT, "Strict");
    }

    private String cookie(String name, String value, String path, Duration age, String sameSite) {
        return ResponseCookie.from(name, value)
                .path(path)
                .maxAge(age)
                .httpOnly(true)
                .secure(origin.secure())
                .sameSite(sameSite)
                .build()
                .toString();
    }

    private static Optional<String> value(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
