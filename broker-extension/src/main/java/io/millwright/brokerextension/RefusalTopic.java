package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes reports where the tenant's runtime hears them, past the rights: no connection could. For one thread. It keeps the
 * builder it was made with, because HiveMQ's {@code Builders} change hands with every broker that starts.
 */
final class RefusalTopic implements RefusalOutlet {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalTopic.class);

    /** So that a runtime that is long away finds its queue full of telemetry and not of this. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final PublishService publisher;
    private final PublishBuilder builder;

    RefusalTopic(PublishService publisher, PublishBuilder builder) {
        this.publisher = publisher;
        this.builder = builder;
    }

    @Override
    public void tell(TenantId tenant, RefusalReport report) {
        var _ = publisher
                .publish(builder.topic(ServiceTopic.refusals(tenant))
                        .qos(Qos.AT_LEAST_ONCE)
                        .retain(false)
                        .messageExpiryInterval(KEPT.toSeconds())
                        .payload(ByteBuffer.wrap(report.document()))
                        .build())
                .exceptionally(fault -> {
                    LOG.warn("Refusals are only counted: tenant={} count={}", tenant, report.count(), fault);
                    return null;
                });
    }
}
