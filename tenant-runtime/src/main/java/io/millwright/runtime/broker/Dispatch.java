package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each message of a tenant's broker to whom it is for. For the one thread of a connection. */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Inbound inbound;
    private final KnownTopics<DeviceTopic> devices;
    private final KnownTopics<SparkplugTopic> edgeNodes;
    private final String refusals;

    Dispatch(TenantId tenant, Inbound inbound) {
        this.inbound = inbound;
        this.devices = new KnownTopics<>(
                name -> DeviceTopic.parse(name).filter(topic -> topic.tenant().equals(tenant)));
        this.edgeNodes = new KnownTopics<>(name ->
                SparkplugTopic.parse(name).filter(topic -> topic.tenant().equals(tenant)));
        this.refusals = ServiceTopic.refusals(tenant);
    }

    /** What is no topic of ours the broker cannot have sent; it is settled, so that it does not come again for ever. */
    void received(Mqtt5Publish publish) {
        String name = publish.getTopic().toString();
        DeviceTopic topic = devices.of(name);
        if (name.equals(refusals)) {
            inbound.refused(publish.getPayloadAsBytes(), () -> acknowledge(publish));
        } else if (topic == null) {
            SparkplugTopic ofEdgeNode = edgeNodes.of(name);
            if (ofEdgeNode == null) {
                acknowledge(publish);
            } else {
                inbound.take(ofEdgeNode, publish.getPayloadAsBytes(), () -> acknowledge(publish));
            }
        } else {
            inbound.take(topic, publish.getPayloadAsBytes(), () -> acknowledge(publish));
        }
    }

    private static void acknowledge(Mqtt5Publish publish) {
        try {
            publish.acknowledge();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.atDebug().addKeyValue("reason", "NotAcknowledged").log(e.getMessage());
        }
    }
}
