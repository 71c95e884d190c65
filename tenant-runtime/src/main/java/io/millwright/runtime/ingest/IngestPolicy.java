package io.millwright.runtime.ingest;

import io.millwright.runtime.tenant.TenantConfiguration;
import java.time.Duration;

/**
 * What a tenant's ingestion may do; changes while it runs.
 *
 * @param messagesPerSecond 0 for none
 */
public record IngestPolicy(boolean suspended, int messagesPerSecond, Duration rawRetention) {

    public static IngestPolicy of(TenantConfiguration configuration) {
        return new IngestPolicy(
                configuration.suspended(),
                configuration.limits().messagesPerSecond(),
                configuration.retention().raw());
    }
}
