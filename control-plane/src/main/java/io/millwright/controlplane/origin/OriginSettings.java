package io.millwright.controlplane.origin;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people reach this installation.
 *
 * @param origin scheme, host and port without a path; the API's own port on 127.0.0.1 when it is not given
 */
@ConfigurationProperties("millwright.control-plane")
public record OriginSettings(@Nullable URI origin) {

    public OriginSettings {
        if (origin != null && !isOrigin(origin)) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.origin is http or https, a host and perhaps a port, without a path");
        }
    }

    private static boolean isOrigin(URI origin) {
        boolean web = "https".equals(origin.getScheme()) || "http".equals(origin.getScheme());
        return web
                && origin.getHost() != null
                && origin.getUserInfo() == null
                && origin.getRawPath().isEmpty()
                && origin.getRawQuery() == null
                && origin.getRawFragment() == null;
    }
}
