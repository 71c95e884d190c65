package io.millwright.runtime.broker;

import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads topics, each once as long as it is remembered; bounded. For the one thread of a connection. */
final class KnownTopics {

    private static final int MOST = 20_000;

    private final TenantId tenant;
    private final Map<String, DeviceTopic> known = new HashMap<>();
    private final Map<String, SparkplugTopic> sparkplug = new HashMap<>();

    KnownTopics(TenantId tenant) {
        this.tenant = tenant;
    }

    /** Null unless it is a documented topic of a device of this tenant. */
    @Nullable
    DeviceTopic of(String topic) {
        DeviceTopic found = known.get(topic);
        if (found == null) {
            found = DeviceTopic.parse(topic)
                    .filter(parsed -> parsed.tenant().equals(tenant))
                    .orElse(null);
            if (found != null) {
                if (known.size() >= MOST) {
                    known.clear();
                }
                known.put(topic, found);
            }
        }
        return found;
    }

    /** Null unless it is a Sparkplug topic of an edge node of this tenant. */
    @Nullable
    SparkplugTopic sparkplug(String topic) {
        SparkplugTopic found = sparkplug.get(topic);
        if (found == null) {
            found = SparkplugTopic.parse(topic)
                    .filter(parsed -> parsed.tenant().equals(tenant))
                    .orElse(null);
            if (found != null) {
                if (sparkplug.size() >= MOST) {
                    sparkplug.clear();
                }
                sparkplug.put(topic, found);
            }
        }
        return found;
    }
}
