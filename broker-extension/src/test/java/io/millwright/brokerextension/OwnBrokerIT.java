package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.millwright.wire.Denial;
import io.millwright.wire.IdentityRefusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into a broker that one tenant has for itself. */
class OwnBrokerIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TestIdentity PRESS = TestPki.device(ACME, "acme", "bremen", "press-1");

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.write(directory, "acme", "in-memory", PKI.server("broker"), ACME), PKI.root());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void a_device_publishes_and_the_tenants_runtime_receives_it() {
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient device = broker.client(PRESS, "press-1").connect()) {
            runtime.subscribe("mw/v1/acme/+/+/telemetry");
            long before = broker.counted("acme").telemetryAccepted();

            device.publish("mw/v1/acme/bremen/press-1/telemetry", "{}");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runtime.received().equals(List.of("mw/v1/acme/bremen/press-1/telemetry {}")));
            assertThat(broker.counted("acme").telemetryAccepted()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_client_without_a_certificate_is_refused() {
        try (MqttTestClient nobody = new MqttTestClient(broker.extension().port(), PKI.root(), null, "press-1")) {
            assertThatThrownBy(nobody::connect).isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void another_tenants_certificate_is_refused_and_disturbs_nobody() {
        try (MqttTestClient victim = broker.client(PRESS, "press-1").connect();
                MqttTestClient attacker = broker.client(TestPki.device(BETA, "beta", "bremen", "press-1"), "press-1")) {
            assertThatThrownBy(attacker::connect)
                    .isInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining("certificate_unknown");

            assertUndisturbed(victim);
        }
    }

    @Test
    void a_wrong_client_id_is_refused_counted_and_disturbs_nobody() {
        TestIdentity other = TestPki.device(ACME, "acme", "bremen", "press-2");
        long before = broker.counted("acme").refused(Denial.CLIENT_ID);
        try (MqttTestClient victim = broker.client(PRESS, "press-1").connect();
                MqttTestClient attacker = broker.client(other, "press-1")) {

            assertThatThrownBy(attacker::connect)
                    .isInstanceOfSatisfying(
                            Mqtt5ConnAckException.class,
                            e -> assertThat(e.getMqttMessage().getReasonCode())
                                    .isEqualTo(Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID));

            assertThat(broker.counted("acme").refused(Denial.CLIENT_ID)).isEqualTo(before + 1);
            assertUndisturbed(victim);
        }
    }

    @Test
    void a_certificate_whose_names_disagree_is_refused_and_counted() {
        TestIdentity liar = TestPki.disagreeing(ACME, "acme", "press-7", "urn:millwright:acme:bremen:press-1");
        long before = broker.control().counters().unidentified(IdentityRefusal.SUBJECT_DISAGREES);
        try (MqttTestClient attacker = broker.client(liar, "press-1")) {

            assertThatThrownBy(attacker::connect).isInstanceOf(Mqtt5ConnAckException.class);

            assertThat(broker.control().counters().unidentified(IdentityRefusal.SUBJECT_DISAGREES))
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void the_brokers_own_certificate_is_no_identity() {
        try (MqttTestClient attacker = broker.client(PKI.server("broker"), "press-1")) {
            assertThatThrownBy(attacker::connect).isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void a_user_name_changes_nothing() {
        try (MqttTestClient spoofer = broker.client(PRESS, "press-1")
                .connect(connect -> connect.simpleAuth()
                        .username("press-2")
                        .password("x".getBytes(UTF_8))
                        .applySimpleAuth())) {

            assertThatThrownBy(() -> spoofer.publish("mw/v1/acme/bremen/press-2/telemetry", "{}"))
                    .isInstanceOf(Mqtt5PubAckException.class);
        }
    }

    @Test
    void an_mqtt_3_client_connects_and_publishes() {
        Mqtt3BlockingClient device = MqttTestClient.mqtt3(broker.extension().port(), PKI.root(), PRESS, "press-1");
        long before = broker.counted("acme").accepted();
        device.connect();

        device.publishWith()
                .topic("mw/v1/acme/bremen/press-1/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();

        assertThat(broker.counted("acme").accepted()).isEqualTo(before + 1);
        device.disconnect();
    }

    @Test
    void the_same_device_with_a_renewed_certificate_takes_its_session_over() {
        try (MqttTestClient before = broker.client(PRESS, "press-1").connect();
                MqttTestClient renewed = broker.client(TestPki.device(ACME, "acme", "bremen", "press-1"), "press-1")) {
            renewed.connect();

            await().atMost(Duration.ofSeconds(60)).until(() -> !before.connected());
            assertUndisturbed(renewed);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> broker.counted("acme").connections() == 1);
        }
    }

    private static void assertUndisturbed(MqttTestClient victim) {
        victim.publish("mw/v1/acme/bremen/press-1/telemetry", "still here");
        assertThat(victim.disconnects()).isEmpty();
        assertThat(victim.connected()).isTrue();
    }
}
