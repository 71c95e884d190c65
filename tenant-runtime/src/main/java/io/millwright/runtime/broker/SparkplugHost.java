package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to edge nodes that wait for a host whether there is one. Thread-safe. */
final class SparkplugHost {

    private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final TenantId tenant;
    private volatile boolean heard;

    SparkplugHost(TenantId tenant) {
        this.tenant = tenant;
    }

    /** The broker of this connection has taken the subscriptions: an older one would end the connection. */
    void begin(Mqtt5AsyncClient connection) {
        heard = true;
        var _ = tell(connection, true);
    }

    /** The connection is gone. Nothing is said: this host comes back, or its successor does. */
    void end() {
        heard = false;
    }

    /** For good: edge nodes keep what they measure from now on. Waits a while until the broker has it. */
    void leave(Mqtt5AsyncClient connection) {
        if (!heard) {
            return;
        }
        try {
            tell(connection, false).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().addKeyValue("tenant", tenant).log("edge nodes were not told");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<?> tell(Mqtt5AsyncClient connection, boolean online) {
        String state = "{\"online\":" + online + ",\"timestamp\":" + System.currentTimeMillis() + "}";
        return connection
                .publishWith()
                .topic(SparkplugTopic.hostState(tenant))
                .payload(state.getBytes(StandardCharsets.US_ASCII))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .send()
                .exceptionally(_ -> null);
    }
}
