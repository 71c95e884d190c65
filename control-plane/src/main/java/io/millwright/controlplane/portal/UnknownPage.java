package io.millwright.controlplane.portal;

import io.millwright.controlplane.identity.StrangersPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * A mistyped address at the top is the portal's page, which says that there is none. Nothing is opened by it: it stands where
 * a refusal would, so what is served to callers with a credential stays theirs.
 */
@Component
class UnknownPage implements StrangersPage {

    private static final Pattern TOP = Pattern.compile("/[A-Za-z0-9_-]+");
    private static final Set<String> OF_PROGRAMS = Set.of("/api", "/actuator", "/oauth2");
    private static final Set<String> LOOKING = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private final PortalFiles files;

    UnknownPage(PortalFiles files) {
        this.files = files;
    }

    @Override
    public boolean answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean browser =
                LOOKING.contains(request.getMethod()) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        if (!browser || !TOP.matcher(path).matches() || OF_PROGRAMS.contains(path)) {
            return false;
        }
        byte[] page = files.page();
        response.setStatus(HttpStatus.NOT_FOUND.value());
        response.setContentType(PortalController.HTML.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Content-Security-Policy", PortalConfiguration.POLICY);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
        return true;
    }
}
