package io.millwright.controlplane.origin;

import java.net.URI;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The one origin of the portal, the API and the authorization server, as browsers and links in mails name it. */
@Component
public class PublicOrigin {

    private final OriginSettings settings;
    private final Environment environment;

    PublicOrigin(OriginSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Without a path. Where none is set it is known once the server listens. */
    public URI uri() {
        if (settings.origin() != null) {
            return settings.origin();
        }
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }

    /** Whether cookies can be kept to encrypted connections. */
    public boolean secure() {
        return "https".equals(uri().getScheme());
    }
}
