package io.millwright.wire;

import static io.millwright.wire.Someone.PRESS;
import static io.millwright.wire.Someone.RUNTIME;
import static io.millwright.wire.Someone.denied;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerRightsTest {

    private static final String OWN = "mw/v1/acme/bremen/press-1/";
    private static final BrokerScope POOL = new BrokerScope.Pool();

    private final BrokerRights device = BrokerRights.of(PRESS);
    private final BrokerRights runtime = BrokerRights.of(RUNTIME);

    @ParameterizedTest
    @CsvSource({
        "telemetry, 1, false",
        "telemetry, 0, false",
        "state, 1, true",
        "state, 1, false",
        "config/ack, 1, false",
        "command/ack, 1, false",
        "alarm, 1, false",
        "log, 0, false"
    })
    void a_device_publishes_the_documented_topics_of_its_own(String topic, int qos, boolean retain) {
        assertThat(device.publish(OWN + topic, qos, retain).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "telemetry, 2, false, QOS",
        "telemetry, 1, true, RETAIN",
        "log, 1, false, QOS",
        "log, 0, true, RETAIN",
        "receipt, 1, false, WRONG_DIRECTION",
        "config, 1, true, WRONG_DIRECTION",
        "command, 1, false, WRONG_DIRECTION",
        "anything, 0, false, UNDOCUMENTED_TOPIC",
        "telemetry/more, 1, false, UNDOCUMENTED_TOPIC",
        "'', 1, false, UNDOCUMENTED_TOPIC"
    })
    void a_device_publishes_nothing_else_below_its_prefix(String topic, int qos, boolean retain, Denial reason) {
        assertThat(device.publish(OWN + topic, qos, retain)).isEqualTo(denied(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt", "config", "command", "#", "+", "+/ack"})
    void a_device_hears_whatever_lies_below_its_prefix(String filter) {
        assertThat(device.subscribe(OWN + filter, 1).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "NBIRTH/bremen.press-1",
        "NDATA/bremen.press-1",
        "NDEATH/bremen.press-1",
        "DBIRTH/bremen.press-1/Pump 7",
        "DDATA/bremen.press-1/Pump 7",
        "DDEATH/bremen.press-1/Pump 7"
    })
    void a_device_speaks_sparkplug_as_its_own_edge_node_in_the_group_of_its_tenant(String topic) {
        assertThat(device.publish("spBv1.0/acme/" + topic, 0, false).allowed()).isTrue();
        assertThat(device.publish("spBv1.0/acme/" + topic, 1, false).allowed()).isTrue();
        assertThat(device.publish("spBv1.0/acme/" + topic, 2, false)).isEqualTo(denied(Denial.QOS));
        assertThat(device.publish("spBv1.0/acme/" + topic, 1, true)).isEqualTo(denied(Denial.RETAIN));
        assertThat(runtime.publish("spBv1.0/acme/" + topic, 0, false)).isEqualTo(denied(Denial.WRONG_DIRECTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/NCMD/bremen.press-1",
                "acme/NCMD/bremen.press-1/#",
                "acme/DCMD/bremen.press-1/+",
                "acme/DCMD/bremen.press-1/#",
                "STATE/acme"
            })
    void an_edge_node_hears_its_commands_and_its_host(String filter) {
        assertThat(device.subscribe("spBv1.0/" + filter, 1).allowed()).isTrue();
    }

    @Test
    void the_runtime_is_the_host_of_its_tenants_edge_nodes() {
        for (SparkplugKind kind : SparkplugKind.values()) {
            String node = "spBv1.0/acme/" + kind + (kind.ofSubDevice() ? "/+/+" : "/+");
            boolean heard = kind.publisher() == TopicKind.Publisher.DEVICE;
            assertThat(runtime.subscribe(node, 1).allowed()).isEqualTo(heard);
            assertThat(runtime.publish(node.replace("+", "x"), 1, false).allowed())
                    .isEqualTo(!heard);
        }
        assertThat(runtime.publish("spBv1.0/STATE/acme", 1, true).allowed()).isTrue();
    }

    @Test
    void a_subscription_asks_for_at_most_qos_1() {
        assertThat(device.subscribe(OWN + "receipt", 2)).isEqualTo(denied(Denial.QOS));
    }

    @ParameterizedTest
    @CsvSource({
        "mw/v1/acme/+/+/telemetry",
        "mw/v1/acme/+/+/state",
        "mw/v1/acme/+/+/config/ack",
        "mw/v1/acme/bremen/press-1/log"
    })
    void the_runtime_hears_the_devices_of_its_tenant(String filter) {
        assertThat(runtime.subscribe(filter, 1).allowed()).isTrue();
    }

    @Test
    void the_runtime_alone_shuts_out_certificates_and_of_its_own_tenant_only() {
        String deny = ServiceTopic.deny(new TenantId("acme"));

        assertThat(deny).isEqualTo("mw/v1/acme/service/deny");
        assertThat(runtime.publish(deny, 1, false).allowed()).isTrue();
        assertThat(runtime.publish(deny, 1, true)).isEqualTo(denied(Denial.RETAIN));
        assertThat(runtime.publish(ServiceTopic.deny(new TenantId("bolt")), 1, false))
                .isEqualTo(denied(Denial.FOREIGN_TENANT));
        assertThat(runtime.subscribe(deny, 1)).isEqualTo(denied(Denial.UNDOCUMENTED_TOPIC));
        assertThat(device.publish(deny, 1, false)).isEqualTo(denied(Denial.FOREIGN_DEVICE));
        assertThat(BrokerRights.of(Someone.service("acme", "configuration"))
                        .publish(deny, 1, false)
                        .allowed())
                .isFalse();
    }

    @Test
    void the_runtime_alone_hears_what_was_refused_and_no_client_says_it() {
        String refusals = ServiceTopic.refusals(new TenantId("acme"));

        assertThat(refusals).isEqualTo("mw/v1/acme/service/refusals");
        assertThat(runtime.subscribe(refusals, 1).allowed()).isTrue();
        assertThat(runtime.publish(refusals, 1, false)).isEqualTo(denied(Denial.UNDOCUMENTED_TOPIC));
        assertThat(runtime.subscribe(ServiceTopic.refusals(new TenantId("bolt")), 1))
                .isEqualTo(denied(Denial.FOREIGN_TENANT));
        assertThat(device.subscribe(refusals, 1)).isEqualTo(denied(Denial.FOREIGN_DEVICE));
        assertThat(device.publish(refusals, 1, false)).isEqualTo(denied(Denial.FOREIGN_DEVICE));
        assertThat(BrokerRights.of(Someone.service("acme", "configuration"))
                        .subscribe(refusals, 1)
                        .allowed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"receipt, false", "config, true", "command, false"})
    void the_runtime_answers_the_devices_of_its_tenant(String topic, boolean retain) {
        assertThat(runtime.publish(OWN + topic, 1, retain).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mw/v1/acme/bremen/press-1/telemetry, WRONG_DIRECTION",
        "mw/v1/bolt/bremen/press-1/receipt, FOREIGN_TENANT",
        "mw/v1/acme/bremen/press-1/other, UNDOCUMENTED_TOPIC"
    })
    void the_runtime_neither_speaks_for_devices_nor_to_other_tenants(String topic, Denial reason) {
        assertThat(runtime.publish(topic, 1, false)).isEqualTo(denied(reason));
    }

    @Test
    void a_device_connects_under_its_own_id_alone() {
        assertThat(device.connect(POOL, "press-1").allowed()).isTrue();
        assertThat(device.connect(POOL, "press-2")).isEqualTo(denied(Denial.CLIENT_ID));
        assertThat(device.connect(POOL, "Press-1")).isEqualTo(denied(Denial.CLIENT_ID));
        assertThat(device.connect(POOL, "")).isEqualTo(denied(Denial.CLIENT_ID));
    }

    @ParameterizedTest
    @CsvSource({
        "acme.runtime, true",
        "acme.runtime.r-0, true",
        "acme.runtime., false",
        "acme.runtime.a.b, false",
        "acme.runtime.+, false",
        "bolt.runtime, false",
        "press-1, false",
        "acme-runtime, false"
    })
    void a_service_connects_under_a_name_that_no_device_can_have(String clientId, boolean allowed) {
        assertThat(runtime.connect(POOL, clientId).allowed()).isEqualTo(allowed);
    }

    @Test
    void the_client_ids_that_services_are_given_are_accepted() {
        assertThat(runtime.connect(POOL, ClientId.of(RUNTIME)).allowed()).isTrue();
        assertThat(runtime.connect(POOL, ClientId.of(RUNTIME, "replica-1")).allowed())
                .isTrue();
        assertThat(device.connect(POOL, ClientId.of(PRESS)).allowed()).isTrue();
    }

    @Test
    void a_broker_of_one_tenant_lets_nobody_else_in() {
        BrokerScope bolt = new BrokerScope.OneTenant(new TenantId("bolt"));
        BrokerScope acme = new BrokerScope.OneTenant(new TenantId("acme"));

        assertThat(device.connect(bolt, "press-1")).isEqualTo(denied(Denial.OTHER_TENANTS_BROKER));
        assertThat(runtime.connect(bolt, "acme.runtime")).isEqualTo(denied(Denial.OTHER_TENANTS_BROKER));
        assertThat(device.connect(acme, "press-1").allowed()).isTrue();
    }

    @Test
    void a_will_is_the_state_or_the_death_of_the_device_and_nothing_else() {
        assertThat(device.will(OWN + "state", 1, true).allowed()).isTrue();
        assertThat(device.will("spBv1.0/acme/NDEATH/bremen.press-1", 1, false).allowed())
                .isTrue();
        assertThat(device.will("spBv1.0/acme/NDEATH/bremen.press-1", 1, true)).isEqualTo(denied(Denial.RETAIN));
        assertThat(device.will("spBv1.0/acme/NDATA/bremen.press-1", 1, false)).isEqualTo(denied(Denial.WILL));
        assertThat(device.will("spBv1.0/bolt/NDEATH/bremen.press-1", 1, false))
                .isEqualTo(denied(Denial.FOREIGN_TENANT));
        assertThat(device.will(OWN + "telemetry", 1, false)).isEqualTo(denied(Denial.WILL));
        assertThat(device.will("mw/v1/bolt/b/d/state", 1, true)).isEqualTo(denied(Denial.FOREIGN_TENANT));
    }

    @Test
    void services_without_rights_and_the_platform_may_do_nothing() {
        assertThat(BrokerRights.permissions(Someone.CONTROL_PLANE)).isEmpty();
        assertThat(BrokerRights.permissions(Someone.service("acme", "other"))).isEmpty();
        assertThat(BrokerRights.of(Someone.CONTROL_PLANE).connect(POOL, "control-plane"))
                .isEqualTo(denied(Denial.NOT_A_BROKER_CLIENT));
    }
}
