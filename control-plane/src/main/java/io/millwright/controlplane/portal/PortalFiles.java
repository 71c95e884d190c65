package io.millwright.controlplane.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The built files of the portal by their path below it, read once into memory. What is not among them does not exist, so no
 * path leads to anything else on the class path. A process without the portal's jar has one page that says so.
 */
final class PortalFiles {

    static final String PAGE = "index.html";

    private static final Logger LOG = LoggerFactory.getLogger(PortalFiles.class);
    private static final String ABSENT = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Millwright</title></head>
        <body>
        <h1>Millwright</h1>
        <p>This server runs without the portal: its jar is not on the class path. The API is at <code>/api/v1</code>, its
        description at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
        </body>
        </html>
        """;

    private final Map<String, byte[]> files;

    private PortalFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    /** @param folder of the class path, such as {@code portal} */
    static PortalFiles in(String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/**")) {
            if (resource.isReadable() && !resource.getURL().getPath().endsWith("/")) {
                files.putIfAbsent(path(resource, folder), resource.getContentAsByteArray());
            }
        }
        if (!files.containsKey(PAGE)) {
            LOG.atWarn()
                    .addKeyValue("reason", "no " + folder + "/" + PAGE + " on the class path")
                    .log("there is no portal");
            files.put(PAGE, ABSENT.getBytes(StandardCharsets.UTF_8));
        }
        return new PortalFiles(files);
    }

    private static String path(Resource resource, String folder) throws IOException {
        String url = resource.getURL().getPath();
        String marker = "/" + folder + "/";
        return url.substring(url.lastIndexOf(marker) + marker.length());
    }

    /** Where the application begins, whatever view of it is asked for. */
    byte[] page() {
        return find(PAGE).orElseThrow();
    }

    Optional<byte[]> find(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
