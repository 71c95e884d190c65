package io.millwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkplugTopicTest {

    @Property
    void a_topic_reads_as_what_was_written(@ForAll SparkplugKind kind, @ForAll @NotEmpty String name) {
        String subDevice = name.replaceAll("[/+#\0]", "-");
        SparkplugTopic topic = new SparkplugTopic(
                new TenantId("acme"),
                new SiteId("bremen"),
                new DeviceId("d-1"),
                kind,
                kind.ofSubDevice() ? subDevice : null);

        assertThat(SparkplugTopic.parse(topic.name()).isPresent())
                .isEqualTo(topic.name().length() <= 512);
        SparkplugTopic.parse(topic.name()).ifPresent(read -> assertThat(read).isEqualTo(topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spBv1.0",
                "spBv1.0/acme/NBIRTH",
                "spBv1.0/acme/NBIRTH/d-1",
                "spBv1.0/acme/NBIRTH/bremen.d-1/",
                "spBv1.0/acme/NBIRTH/bremen.d-1/pump",
                "spBv1.0/acme/NBIRTH/bremen.d-1.x",
                "spBv1.0/acme/NBIRTH/.d-1",
                "spBv1.0/acme/NBIRTH/service.runtime",
                "spBv1.0/platform/NBIRTH/bremen.d-1",
                "spBv1.0/Acme/NBIRTH/bremen.d-1",
                "spBv1.0/acme/nbirth/bremen.d-1",
                "spBv1.0/acme/DDATA/bremen.d-1",
                "spBv1.0/acme/DDATA/bremen.d-1/+",
                "spBv1.0/STATE/acme",
                "spAv1.0/acme/NBIRTH/bremen.d-1",
                "mw/v1/acme/bremen/d-1/telemetry"
            })
    void what_is_not_documented_is_no_topic_of_an_edge_node(String text) {
        assertThat(SparkplugTopic.parse(text)).isEmpty();
    }

    @Test
    void commands_go_to_the_edge_node_whatever_was_heard_of() {
        SparkplugTopic data =
                SparkplugTopic.parse("spBv1.0/acme/DDATA/bremen.d-1/pump").orElseThrow();

        assertThat(data.ofNode(SparkplugKind.NCMD).name()).isEqualTo("spBv1.0/acme/NCMD/bremen.d-1");
        assertThat(SparkplugTopic.hostState(data.tenant())).isEqualTo("spBv1.0/STATE/acme");
        assertThatThrownBy(() ->
                        new SparkplugTopic(data.tenant(), data.site(), data.device(), SparkplugKind.NDATA, "pump"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
