package io.millwright.operator.erasure;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to a Tenant of policy Delete that was deleted.
 *
 * @param grace how long everything is stopped but kept, counted from the deletion; zero destroys at once
 * @param export asked before anything is destroyed; null: nobody is
 */
@ConfigurationProperties("millwright.operator.deletion")
public record DeletionSettings(
        @DefaultValue("7d") Duration grace, @Nullable URI export) {

    private static final Set<String> SELF = Set.of("localhost", "127.0.0.1", "[::1]");

    public DeletionSettings {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("millwright.operator.deletion.grace cannot be negative, it is " + grace);
        }
        if (export != null && !isPrivate(export)) {
            // The address may hold a token: it is not repeated.
            throw new IllegalArgumentException(
                    "millwright.operator.deletion.export is an https URL, or http on this very machine");
        }
    }

    private static boolean isPrivate(URI export) {
        String scheme = export.getScheme() == null ? "" : export.getScheme();
        String host = export.getHost() == null ? "" : export.getHost();
        return !host.isEmpty() && (scheme.equals("https") || scheme.equals("http") && SELF.contains(host));
    }

    /** Never the address, which may hold a token. */
    @Override
    public String toString() {
        return "DeletionSettings[grace=" + grace + ", export=" + (export == null ? "none" : "set") + "]";
    }
}
