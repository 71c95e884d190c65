package io.millwright.runtime.ingest;

import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantConfiguration.Quota;
import java.time.Duration;

/**
 * What a tenant's ingestion may do; changes while it runs.
 *
 * @param all over all devices
 * @param each of one device
 */
public record IngestPolicy(boolean suspended, Quota all, Quota each, Duration rawRetention) {

    /** With a quota of messages alone. */
    public IngestPolicy(boolean suspended, long messagesPerSecond, Duration rawRetention) {
        this(suspended, messages(messagesPerSecond), messages(messagesPerSecond), rawRetention);
    }

    private static Quota messages(long perSecond) {
        return new Quota(perSecond, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    public static IngestPolicy of(TenantConfiguration configuration) {
        return new IngestPolicy(
                configuration.suspended(),
                configuration.limits().all(),
                configuration.limits().each(),
                configuration.retention().raw());
    }
}
