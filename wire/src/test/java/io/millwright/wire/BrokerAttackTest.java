package io.millwright.wire;

import static io.millwright.wire.Someone.PRESS;
import static io.millwright.wire.Someone.RUNTIME;
import static io.millwright.wire.Someone.denied;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenant acme attacks tenant bolt, and its own other devices. */
class BrokerAttackTest {

    private final BrokerRights device = BrokerRights.of(PRESS);
    private final BrokerRights runtime = BrokerRights.of(RUNTIME);

    @ParameterizedTest
    @CsvSource({
        "'#', FOREIGN_TENANT",
        "'+/#', FOREIGN_TENANT",
        "'mw/#', FOREIGN_TENANT",
        "'mw/v1/#', FOREIGN_TENANT",
        "'mw/v1/+/bremen/press-1/telemetry', FOREIGN_TENANT",
        "'+/v1/acme/bremen/press-1/telemetry', FOREIGN_TENANT",
        "'mw/v1/bolt/#', FOREIGN_TENANT",
        "'mw/v1/bolt/bremen/press-1/receipt', FOREIGN_TENANT",
        "'mw/v1/acme', FOREIGN_DEVICE",
        "'mw/v1/acme/#', FOREIGN_DEVICE",
        "'mw/v1/acme/bremen/#', FOREIGN_DEVICE",
        "'mw/v1/acme/bremen/+/telemetry', FOREIGN_DEVICE",
        "'mw/v1/acme/+/press-1/receipt', FOREIGN_DEVICE",
        "'mw/v1/acme/bremen/press-10/receipt', FOREIGN_DEVICE",
        "'mw/v1/acme/bremen/press-/receipt', FOREIGN_DEVICE",
        "'mw/v1/acme/hamburg/press-1/receipt', FOREIGN_DEVICE",
        "'$share/g/#', SHARED_SUBSCRIPTION",
        "'$share/g/mw/v1/acme/bremen/press-1/receipt', SHARED_SUBSCRIPTION",
        "'$queue/mw/v1/acme/bremen/press-1/receipt', SHARED_SUBSCRIPTION",
        "'$SYS/#', SYSTEM_TOPIC",
        "'$SYS/broker/clients', SYSTEM_TOPIC",
        "'spBv1.0/#', FOREIGN_TENANT",
        "'spBv1.0/+/NCMD/bremen.press-1', FOREIGN_TENANT",
        "'spBv1.0/bolt/#', FOREIGN_TENANT",
        "'spBv1.0/bolt/NCMD/bremen.press-1', FOREIGN_TENANT",
        "'spBv1.0/STATE/bolt', FOREIGN_TENANT",
        "'spBv1.0/STATE/+', FOREIGN_TENANT",
        "'STATE/acme', FOREIGN_TENANT",
        "'spBv1.0/acme/#', FOREIGN_DEVICE",
        "'spBv1.0/acme/NCMD/+', FOREIGN_DEVICE",
        "'spBv1.0/acme/NCMD/bremen.press-2', FOREIGN_DEVICE",
        "'spBv1.0/acme/NCMD/press-1', FOREIGN_DEVICE",
        "'spBv1.0/acme/NBIRTH/bremen.press-2', FOREIGN_DEVICE",
        "'spBv1.0/acme/+/bremen.press-1', UNDOCUMENTED_TOPIC",
        "'spBv1.0/acme/NBIRTH/bremen.press-1', WRONG_DIRECTION",
        "'/mw/v1/acme/bremen/press-1/receipt', FOREIGN_TENANT",
        "'MW/v1/acme/bremen/press-1/receipt', FOREIGN_TENANT",
        "'mw/v2/acme/bremen/press-1/receipt', FOREIGN_TENANT",
        "'mw/v1//bremen/press-1/receipt', FOREIGN_TENANT"
    })
    void a_device_hears_nothing_outside_its_prefix(String filter, Denial reason) {
        assertThat(device.subscribe(filter, 0)).isEqualTo(denied(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "mw/v1/bolt/bremen/press-1/telemetry, FOREIGN_TENANT",
        "mw/v1/acme/bremen/press-2/telemetry, FOREIGN_DEVICE",
        "mw/v1/acme/bremen/press-1/+, MALFORMED_TOPIC",
        "mw/v1/acme/bremen/press-1/#, MALFORMED_TOPIC",
        "$SYS/x, SYSTEM_TOPIC",
        "spBv1.0/bolt/NBIRTH/bremen.press-1, FOREIGN_TENANT",
        "spBv1.0/bolt/DBIRTH/bremen.press-1/pump, FOREIGN_TENANT",
        "spBv1.0/bolt/NCMD/bremen.press-1, FOREIGN_TENANT",
        "spBv1.0/STATE/bolt, FOREIGN_TENANT",
        "spBv1.0/STATE/acme, WRONG_DIRECTION",
        "spBv1.0/acme/NDATA/press-1, FOREIGN_DEVICE",
        "spBv1.0/acme/NBIRTH/bremen.press-2, FOREIGN_DEVICE",
        "spBv1.0/acme/NBIRTH/hamburg.press-1, FOREIGN_DEVICE",
        "spBv1.0/acme/NBIRTH/bremen.press-1.x, FOREIGN_DEVICE",
        "spBv1.0/acme/NCMD/bremen.press-2, FOREIGN_DEVICE",
        "spBv1.0/acme/NCMD/bremen.press-1, WRONG_DIRECTION",
        "spBv1.0/acme/DCMD/bremen.press-1/pump, WRONG_DIRECTION",
        "spBv1.0/acme/NBIRTH/bremen.press-1/pump, UNDOCUMENTED_TOPIC",
        "spBv1.0/acme/DDATA/bremen.press-1, UNDOCUMENTED_TOPIC",
        "spBv1.0/acme/DDATA/bremen.press-1/pump/more, UNDOCUMENTED_TOPIC",
        "spBv1.0/acme/OTHER/bremen.press-1, UNDOCUMENTED_TOPIC",
        "'', MALFORMED_TOPIC"
    })
    void a_device_says_nothing_outside_its_prefix(String topic, Denial reason) {
        assertThat(device.publish(topic, 0, false)).isEqualTo(denied(reason));
        assertThat(device.will(topic, 0, false)).isEqualTo(denied(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "'#', FOREIGN_TENANT",
        "'mw/v1/+/+/+/telemetry', FOREIGN_TENANT",
        "'mw/v1/bolt/+/+/telemetry', FOREIGN_TENANT",
        "'mw/v1/acme/#', UNDOCUMENTED_TOPIC",
        "'$share/g/mw/v1/acme/+/+/telemetry', SHARED_SUBSCRIPTION",
        "'spBv1.0/#', FOREIGN_TENANT",
        "'spBv1.0/+/NBIRTH/+', FOREIGN_TENANT",
        "'spBv1.0/bolt/NBIRTH/+', FOREIGN_TENANT",
        "'spBv1.0/acme/#', UNDOCUMENTED_TOPIC",
        "'spBv1.0/acme/NCMD/+', WRONG_DIRECTION",
        "'$share/g/spBv1.0/acme/NBIRTH/+', SHARED_SUBSCRIPTION"
    })
    void a_runtime_hears_nothing_of_other_tenants(String filter, Denial reason) {
        assertThat(runtime.subscribe(filter, 1)).isEqualTo(denied(reason));
    }

    @Property(tries = 5_000)
    void nothing_that_reaches_outside_the_prefix_is_ever_allowed(
            @ForAll("topics") String topic, @ForAll @IntRange(max = 2) int qos, @ForAll boolean retain) {
        String[] levels = topic.split("/", -1);
        boolean own = levels.length > 4
                && List.of(levels).subList(0, 5).equals(List.of("mw", "v1", "acme", "bremen", "press-1"));

        if (!own) {
            assertThat(device.subscribe(topic, qos).allowed()).isFalse();
            assertThat(device.publish(topic, qos, retain).allowed()).isFalse();
            assertThat(device.will(topic, qos, retain).allowed()).isFalse();
        }
    }

    @Property(tries = 5_000)
    void a_runtime_never_crosses_tenants(@ForAll("topics") String topic, @ForAll @IntRange(max = 2) int qos) {
        String[] levels = topic.split("/", -1);

        if (levels.length < 3 || !levels[2].equals("acme")) {
            assertThat(runtime.subscribe(topic, qos).allowed()).isFalse();
            assertThat(runtime.publish(topic, qos, true).allowed()).isFalse();
        }
    }

    @Property(tries = 10_000)
    void in_sparkplug_nothing_but_the_own_group_and_edge_node_is_ever_allowed(
            @ForAll("sparkplug") String topic, @ForAll @IntRange(max = 2) int qos, @ForAll boolean retain) {
        String[] levels = topic.split("/", -1);
        boolean host = topic.equals("spBv1.0/STATE/acme");
        boolean group = levels.length > 3 && levels[0].equals("spBv1.0") && levels[1].equals("acme");
        boolean node = group && levels[3].equals("bremen.press-1");

        if (!node) {
            assertThat(device.publish(topic, qos, retain).allowed()).isFalse();
            assertThat(device.will(topic, qos, retain).allowed()).isFalse();
            assertThat(device.subscribe(topic, qos).allowed()).isEqualTo(host && qos < 2);
        }
        if (!group) {
            assertThat(runtime.subscribe(topic, qos).allowed()).isFalse();
            assertThat(runtime.publish(topic, qos, retain).allowed()).isEqualTo(host && qos < 2);
        }
        if (retain && !host) {
            assertThat(device.publish(topic, qos, true).allowed()).isFalse();
            assertThat(runtime.publish(topic, qos, true).allowed()).isFalse();
        }
    }

    @Property
    void garbage_is_denied_and_breaks_nothing(@ForAll String topic, @ForAll String clientId) {
        assertThat(device.subscribe(topic, 1).allowed()).isFalse();
        assertThat(device.publish(topic, 1, false).allowed()).isFalse();
        assertThat(device.connect(new BrokerScope.Pool(), clientId).allowed()).isEqualTo(clientId.equals("press-1"));
    }

    /** Near misses: the levels of a good topic, each sometimes another. */
    @Provide
    Arbitrary<String> topics() {
        return net.jqwik.api.Combinators.combine(
                        level("mw", "MW", "+", "#", "", "$share"),
                        level("v1", "v2", "+"),
                        level("acme", "bolt", "+", "#", "", "acm"),
                        level("bremen", "hamburg", "+", "#", ""),
                        level("press-1", "press-2", "press-10", "+", "#", ""),
                        Arbitraries.of("telemetry", "state", "receipt", "config", "config/ack", "#", "+", "", "a/b"))
                .as((a, b, c, d, e, f) -> String.join("/", a, b, c, d, e, f));
    }

    /** The same of Sparkplug. */
    @Provide
    Arbitrary<String> sparkplug() {
        return net.jqwik.api.Combinators.combine(
                        level("spBv1.0", "spAv1.0", "SPBV1.0", "+", "#", "$share", "mw"),
                        level("acme", "bolt", "STATE", "+", "#", "", "Acme"),
                        Arbitraries.of(
                                "NBIRTH", "NDEATH", "NDATA", "NCMD", "DBIRTH", "DDEATH", "DDATA", "DCMD", "STATE", "+",
                                "acme", ""),
                        level("bremen.press-1", "bremen.press-2", "hamburg.press-1", "press-1", "+", "#", "acme", ""),
                        Arbitraries.of("", "/pump", "/+", "/#", "/", "/pump/x", "/bremen.press-1"))
                .as((a, b, c, d, e) -> String.join("/", a, b, c, d) + e);
    }

    private static Arbitrary<String> level(String good, String... bad) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.just(good)), net.jqwik.api.Tuple.of(1, Arbitraries.of(bad)));
    }
}
