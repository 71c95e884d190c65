package io.millwright.controlplane.portal;

import io.millwright.controlplane.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One page for every view of the portal, which picks the view by the path itself, and the files that the page asks for. */
@RestController
@Hidden
class PortalController {

    static final String HOME = "/";
    static final String PUBLIC_VIEW = "/{view:login|signed-in|signup|verify|reset|invitation|new|account|platform}";
    static final String TENANT = "/t/{tenant}";
    static final String TENANT_VIEW = "/t/{tenant}/**";
    static final String HASHED = "/assets/{file}";
    static final String PLAIN = "/{file:[a-z0-9-]+\\.(?:js|svg|png|ico|txt|webmanifest)}";

    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8);
    /** The name of a hashed file changes with its content. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private static final CacheControl FOR_AN_HOUR =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final PortalFiles files;

    PortalController(PortalFiles files) {
        this.files = files;
    }

    @GetMapping(
            path = {HOME, PUBLIC_VIEW, TENANT, TENANT_VIEW},
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(files.page());
    }

    @GetMapping(HASHED)
    ResponseEntity<byte[]> hashed(@PathVariable String file) {
        return answer("assets/" + file, FOR_EVER);
    }

    @GetMapping(PLAIN)
    ResponseEntity<byte[]> plain(@PathVariable String file) {
        return answer(file, FOR_AN_HOUR);
    }

    private ResponseEntity<byte[]> answer(String path, CacheControl caching) {
        byte[] content = files.find(path).orElseThrow(() -> ProblemException.notFound("file"));
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .cacheControl(caching)
                .body(content);
    }
}
