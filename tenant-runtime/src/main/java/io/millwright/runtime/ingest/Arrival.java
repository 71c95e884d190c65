package io.millwright.runtime.ingest;

import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TopicKind;
import org.jspecify.annotations.Nullable;

/**
 * One message of a device as it came.
 *
 * @param topic of a Sparkplug message the one that it stands for: telemetry, or state for a death
 * @param acknowledge tells the broker that it need not send it again; called once, after the commit
 * @param sparkplug the topic of a Sparkplug message, null of any other
 */
@SuppressWarnings("ArrayRecordComponent") // It is looked at once and never compared.
public record Arrival(
        DeviceTopic topic,
        byte[] payload,
        Runnable acknowledge,
        @Nullable SparkplugTopic sparkplug) {

    public Arrival(DeviceTopic topic, byte[] payload, Runnable acknowledge) {
        this(topic, payload, acknowledge, null);
    }

    /** A message of an edge node. */
    public static Arrival of(SparkplugTopic topic, byte[] payload, Runnable acknowledge) {
        TopicKind kind = topic.kind().measures() ? TopicKind.TELEMETRY : TopicKind.STATE;
        DeviceTopic stands = new DeviceTopic(topic.tenant(), topic.site(), topic.device(), kind);
        return new Arrival(stands, payload, acknowledge, topic);
    }

    /** As it stood in the packet. */
    String topicName() {
        return sparkplug == null ? topic.name() : sparkplug.name();
    }

    boolean telemetry() {
        return topic.kind() == TopicKind.TELEMETRY;
    }
}
