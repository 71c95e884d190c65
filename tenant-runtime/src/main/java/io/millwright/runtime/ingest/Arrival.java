package io.millwright.runtime.ingest;

import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;

/**
 * One message of a device as it came.
 *
 * @param acknowledge tells the broker that it need not send it again; called once, after the commit
 */
@SuppressWarnings("ArrayRecordComponent") // It is looked at once and never compared.
public record Arrival(DeviceTopic topic, byte[] payload, Runnable acknowledge) {

    boolean telemetry() {
        return topic.kind() == TopicKind.TELEMETRY;
    }
}
