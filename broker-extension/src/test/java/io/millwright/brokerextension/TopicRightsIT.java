package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.millwright.wire.Denial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device of one tenant may not do to another tenant of the same pool; beta's runtime and device listen. */
class TopicRightsIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TestIdentity ATTACKER = TestPki.device(ACME, "acme", "bremen", "press-1");

    @TempDir
    static Path directory;

    private static TestBroker broker;

    private MqttTestClient listener;
    private MqttTestClient victim;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.list(
                        TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root()),
                        TestMounts.line("acme", ACME),
                        TestMounts.line("beta", BETA)),
                PKI.root());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    TopicRightsIT() {
        listener = broker.client(TestPki.runtime(BETA, "beta"), "beta.runtime");
        victim = broker.client(TestPki.device(BETA, "beta", "ulm", "pump-1"), "pump-1");
    }

    @BeforeEach
    void listen() {
        listener.connect();
        listener.subscribe("mw/v1/beta/+/+/telemetry");
        listener.subscribe("mw/v1/beta/+/+/state");
        for (String kind : List.of("NBIRTH/+", "NDEATH/+", "NDATA/+", "DBIRTH/+/+", "DDATA/+/+")) {
            listener.subscribe("spBv1.0/beta/" + kind);
        }
        victim.connect();
        victim.subscribe("mw/v1/beta/ulm/pump-1/#");
        victim.subscribe("spBv1.0/beta/NCMD/ulm.pump-1");
        victim.subscribe("spBv1.0/STATE/beta");
    }

    @AfterEach
    void nobody_of_the_other_tenant_heard_or_felt_anything() {
        victim.publish("mw/v1/beta/ulm/pump-1/telemetry", "mine");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !listener.received().isEmpty() && !victim.received().isEmpty());
        assertThat(listener.received()).containsExactly("mw/v1/beta/ulm/pump-1/telemetry mine");
        assertThat(victim.received()).containsExactly("mw/v1/beta/ulm/pump-1/telemetry mine");
        assertThat(victim.disconnects()).isEmpty();
        assertThat(listener.disconnects()).isEmpty();
        victim.close();
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mw/v1/beta/ulm/pump-1/telemetry, FOREIGN_TENANT",
        "mw/v1/beta/ulm/pump-1/config, FOREIGN_TENANT",
        "mw/v1/acme/bremen/press-2/telemetry, FOREIGN_DEVICE",
        "mw/v1/acme/bremen/press-1/receipt, WRONG_DIRECTION",
        "mw/v1/acme/bremen/press-1/anything, UNDOCUMENTED_TOPIC",
        "mw/v1/acme/bremen/press-1/telemetry/, UNDOCUMENTED_TOPIC",
        "spBv1.0/beta/NBIRTH/ulm.pump-1, FOREIGN_TENANT",
        "spBv1.0/beta/DBIRTH/ulm.pump-1/x, FOREIGN_TENANT",
        "spBv1.0/beta/NCMD/ulm.pump-1, FOREIGN_TENANT",
        "spBv1.0/beta/NBIRTH/bremen.press-1, FOREIGN_TENANT",
        "spBv1.0/STATE/beta, FOREIGN_TENANT",
        "spBv1.0/acme/NBIRTH/bremen.press-2, FOREIGN_DEVICE",
        "spBv1.0/acme/NCMD/bremen.press-1, WRONG_DIRECTION",
        "$SYS/broker, SYSTEM_TOPIC"
    })
    void a_publish_beyond_the_own_rights_is_refused_counted_and_ends_the_connection(String topic, Denial reason) {
        BrokerCounters.OfTenant before = broker.counted("acme");
        try (MqttTestClient attacker = broker.client(ATTACKER, "press-1").connect()) {

            assertThatThrownBy(() -> attacker.publish(topic, "evil")).isInstanceOf(Mqtt5PubAckException.class);

            await().atMost(Duration.ofSeconds(60)).until(() -> !attacker.connected());
            assertThat(broker.counted("acme").refused(reason)).isEqualTo(before.refused(reason) + 1);
            assertThat(broker.counted("acme").messagesRefused()).isEqualTo(before.messagesRefused() + 1);
            assertThat(broker.counted("acme").accepted()).isEqualTo(before.accepted());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "#, FOREIGN_TENANT",
        "+/v1/beta/ulm/pump-1/telemetry, FOREIGN_TENANT",
        "mw/v1/+/ulm/pump-1/telemetry, FOREIGN_TENANT",
        "mw/v1/beta/#, FOREIGN_TENANT",
        "mw/v1/acme/#, FOREIGN_DEVICE",
        "spBv1.0/#, FOREIGN_TENANT",
        "spBv1.0/+/NCMD/ulm.pump-1, FOREIGN_TENANT",
        "spBv1.0/beta/NBIRTH/+, FOREIGN_TENANT",
        "spBv1.0/acme/NCMD/#, FOREIGN_DEVICE",
        "$share/g/#, SHARED_SUBSCRIPTION",
        "$share/g/mw/v1/acme/bremen/press-1/telemetry, SHARED_SUBSCRIPTION",
        "$SYS/#, SYSTEM_TOPIC"
    })
    void a_subscription_beyond_the_own_rights_is_refused_and_counted(String filter, Denial reason) {
        long before = broker.counted("acme").refused(reason);
        try (MqttTestClient attacker = broker.client(ATTACKER, "press-1").connect()) {

            assertThatThrownBy(() -> attacker.subscribe(filter))
                    .isInstanceOfSatisfying(
                            Mqtt5SubAckException.class,
                            e -> assertThat(e.getMqttMessage().getReasonCodes())
                                    .containsExactly(Mqtt5SubAckReasonCode.NOT_AUTHORIZED));

            assertThat(broker.counted("acme").refused(reason)).isEqualTo(before + 1);
            victim.publish("mw/v1/beta/ulm/pump-1/telemetry", "mine");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !victim.received().isEmpty());
            assertThat(attacker.received()).isEmpty();
            victim.received().clear();
            listener.received().clear();
        }
    }

    @Test
    void of_several_subscriptions_only_the_refused_one_is_refused() {
        try (MqttTestClient device = broker.client(ATTACKER, "press-1").connect()) {
            assertThatThrownBy(() -> device.raw()
                            .subscribeWith()
                            .addSubscription()
                            .topicFilter("mw/v1/acme/bremen/press-1/#")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .applySubscription()
                            .addSubscription()
                            .topicFilter("#")
                            .applySubscription()
                            .send())
                    .isInstanceOfSatisfying(
                            Mqtt5SubAckException.class,
                            e -> assertThat(e.getMqttMessage().getReasonCodes())
                                    .isEqualTo(List.of(
                                            Mqtt5SubAckReasonCode.GRANTED_QOS_1,
                                            Mqtt5SubAckReasonCode.NOT_AUTHORIZED)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mw/v1/beta/ulm/pump-1/state, FOREIGN_TENANT",
        "mw/v1/acme/bremen/press-2/state, FOREIGN_DEVICE",
        "mw/v1/acme/bremen/press-1/telemetry, WILL",
        "spBv1.0/beta/NDEATH/ulm.pump-1, FOREIGN_TENANT",
        "spBv1.0/acme/NDATA/bremen.press-1, WILL"
    })
    void a_will_beyond_the_own_state_refuses_the_connection(String topic, Denial reason) {
        long before = broker.counted("acme").refused(reason);
        try (MqttTestClient attacker = broker.client(ATTACKER, "press-1")) {

            assertThatThrownBy(() -> attacker.connect(connect -> connect.willPublish()
                            .topic(topic)
                            .payload("evil".getBytes(UTF_8))
                            .applyWillPublish()))
                    .isInstanceOfSatisfying(
                            Mqtt5ConnAckException.class,
                            e -> assertThat(e.getMqttMessage().getReasonCode())
                                    .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));

            assertThat(broker.counted("acme").refused(reason)).isEqualTo(before + 1);
        }
    }

    @Test
    void the_own_retained_state_is_accepted_and_retained_telemetry_is_not() {
        try (MqttTestClient device = broker.client(ATTACKER, "press-1").connect()) {
            device.raw()
                    .publishWith()
                    .topic("mw/v1/acme/bremen/press-1/state")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .send();

            assertThatThrownBy(() -> device.raw()
                            .publishWith()
                            .topic("mw/v1/acme/bremen/press-1/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .retain(true)
                            .send())
                    .isInstanceOf(Mqtt5PubAckException.class);
            assertThat(broker.counted("acme").refused(Denial.RETAIN)).isPositive();
        }
    }

    @Test
    void the_own_edge_node_is_heard_by_the_own_runtime_and_counted_as_telemetry() {
        BrokerCounters.OfTenant before = broker.counted("beta");

        victim.publish("spBv1.0/beta/DDATA/ulm.pump-1/Pump 7", "data");
        victim.publish("spBv1.0/beta/NDEATH/ulm.pump-1", "death");
        listener.publish("spBv1.0/beta/NCMD/ulm.pump-1", "rebirth");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> listener.received().size() == 2
                        && victim.received().contains("spBv1.0/beta/NCMD/ulm.pump-1 rebirth"));
        assertThat(listener.received())
                .containsExactlyInAnyOrder(
                        "spBv1.0/beta/DDATA/ulm.pump-1/Pump 7 data", "spBv1.0/beta/NDEATH/ulm.pump-1 death");
        assertThat(broker.counted("beta").telemetryAccepted()).isEqualTo(before.telemetryAccepted() + 1);
        listener.received().clear();
        victim.received().clear();
    }

    @Test
    void a_response_topic_of_another_tenant_is_refused_and_counted() {
        try (MqttTestClient attacker = broker.client(ATTACKER, "press-1").connect()) {

            assertThatThrownBy(() -> attacker.raw()
                            .publishWith()
                            .topic("mw/v1/acme/bremen/press-1/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .responseTopic("mw/v1/beta/ulm/pump-1/command")
                            .send())
                    .isInstanceOf(Mqtt5PubAckException.class);

            assertThat(broker.counted("acme").refused(Refusal.RESPONSE_TOPIC)).isPositive();
        }
    }

    @Test
    void an_mqtt_3_client_is_held_to_the_same_rights() {
        Mqtt3BlockingClient attacker = MqttTestClient.mqtt3(broker.extension().port(), PKI.root(), ATTACKER, "press-1");
        long before = broker.counted("acme").refused(Denial.FOREIGN_TENANT);
        attacker.connect();

        attacker.publishWith()
                .topic("mw/v1/beta/ulm/pump-1/telemetry")
                .qos(MqttQos.AT_MOST_ONCE)
                .send();

        await().atMost(Duration.ofSeconds(60)).until(() -> !attacker.getState().isConnected());
        assertThat(broker.counted("acme").refused(Denial.FOREIGN_TENANT)).isEqualTo(before + 1);
    }

    @Test
    void an_mqtt_3_client_with_a_will_elsewhere_is_refused() {
        Mqtt3BlockingClient attacker = MqttTestClient.mqtt3(broker.extension().port(), PKI.root(), ATTACKER, "press-1");

        assertThatThrownBy(() -> attacker.connectWith()
                        .willPublish()
                        .topic("mw/v1/beta/ulm/pump-1/state")
                        .payload("evil".getBytes(UTF_8))
                        .applyWillPublish()
                        .send())
                .isInstanceOf(Mqtt3ConnAckException.class);
    }
}
