package io.millwright.runtime.ingest;

import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.nio.charset.StandardCharsets;

/** Messages as devices of tenant acme send them. */
final class Messages {

    /** A fixed moment, in the middle of an hour. */
    static final long NOW = 1_780_000_200_000L;

    static Arrival telemetry(String device, String body) {
        return message(TopicKind.TELEMETRY, device, body);
    }

    static Arrival message(TopicKind kind, String device, String body) {
        DeviceTopic topic = new DeviceTopic(new TenantId("acme"), new SiteId("bremen"), new DeviceId(device), kind);
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), () -> {});
    }

    /** Two points of tag a whose values say device-independent where they come from: seq and seq + 0.5. */
    static String batch(String stream, long seq) {
        return "{\"v\":2,\"stream\":\"" + stream + "\",\"seq\":" + seq + ",\"t0\":" + (NOW + seq)
                + ",\"tags\":{\"a\":{\"dt\":[0,1],\"x\":[" + seq + "," + seq + ".5]}}}";
    }

    private Messages() {}
}
