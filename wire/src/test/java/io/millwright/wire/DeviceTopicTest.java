package io.millwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTopicTest {

    @Property
    void a_topic_reads_as_what_was_written(@ForAll TopicKind kind) {
        DeviceTopic topic = new DeviceTopic(new TenantId("acme"), new SiteId("bremen"), new DeviceId("d-1"), kind);

        assertThat(DeviceTopic.parse(topic.name())).contains(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mw/v1/acme/bremen/d-1",
                "mw/v1/acme/bremen/d-1/",
                "mw/v1/acme/bremen/d-1/telemetry/",
                "mw/v1/platform/bremen/d-1/telemetry",
                "mw/v1/acme/service/runtime/telemetry",
                "mw/v1/Acme/bremen/d-1/telemetry",
                "mw/v1/acme/bremen/+/telemetry",
                "spBv1.0/acme/bremen/d-1/telemetry"
            })
    void what_is_not_documented_is_no_topic_of_a_device(String text) {
        assertThat(DeviceTopic.parse(text)).isEmpty();
    }
}
