package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.wire.Denial;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.TenantId;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant's runtime shuts a certificate of its tenant out over its own connection; nobody else can. */
class DenyTopicIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TenantId TENANT = new TenantId("acme");
    private static final String TOPIC = ServiceTopic.deny(TENANT);
    private static final BigInteger SERIAL = BigInteger.valueOf(0xdead01);
    private static final String REQUEST = "{\"serial\":\"dead01\"}";
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static BrokerMounts mounts;
    private final TestIdentity press = TestPki.device(ACME, "acme", "bremen", "press-1", SERIAL);

    @BeforeAll
    static void start() throws Exception {
        mounts = TestMounts.list(
                TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root()),
                TestMounts.line("acme", ACME),
                TestMounts.line("beta", BETA));
        broker = TestBroker.start(mounts, PKI.root());
    }

    @AfterEach
    void allow() {
        broker.control().allow(new Revocation.OfCertificate(TENANT, SERIAL));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void the_runtimes_word_throws_the_device_out_for_good_before_it_is_answered() throws Exception {
        TestIdentity namesake = TestPki.device(BETA, "beta", "ulm", "pump-1", SERIAL);
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient device = broker.client(press, "press-1").connect();
                MqttTestClient other = broker.client(namesake, "pump-1").connect()) {
            await().atMost(BOUND).until(() -> connections() == 2); // those of the test before are gone

            runtime.publish(TOPIC, REQUEST);

            assertThat(Files.readString(mounts.extensionData().resolve("denied")))
                    .isEqualTo("certificate acme dead01\n");
            await().atMost(BOUND).until(() -> connections() == 1);
            await().atMost(BOUND).until(() -> !device.connected());
            assertThatThrownBy(device::connect).isInstanceOf(Mqtt5ConnAckException.class);
            other.publish("mw/v1/beta/ulm/pump-1/telemetry", "same serial, another tenant");
            runtime.publish(TOPIC, REQUEST);
            assertThat(broker.control().counters().dropped()).isZero();
        }

        broker.close();
        broker = TestBroker.start(mounts, PKI.root());

        try (MqttTestClient device = broker.client(press, "press-1")) {
            assertThatThrownBy(device::connect).isInstanceOf(Mqtt5ConnAckException.class);
        }
    }

    @Test
    void a_device_another_service_and_another_tenants_runtime_are_refused() {
        attempt(TestPki.device(ACME, "acme", "bremen", "press-9"), "press-9", Denial.FOREIGN_DEVICE, "acme");
        attempt(
                TestPki.service(ACME, "acme", "configuration"),
                "acme.configuration",
                Denial.UNDOCUMENTED_TOPIC,
                "acme");
        attempt(TestPki.runtime(BETA, "beta"), "beta.runtime", Denial.FOREIGN_TENANT, "beta");

        assertThat(broker.control().isDenied(new Revocation.OfCertificate(TENANT, SERIAL)))
                .isFalse();
        try (MqttTestClient device = broker.client(press, "press-1").connect()) {
            device.publish("mw/v1/acme/bremen/press-1/telemetry", "still here");
        }
    }

    private static long connections() {
        return broker.control().counters().of(TENANT).connections();
    }

    private void attempt(TestIdentity attacker, String clientId, Denial reason, String tenant) {
        try (MqttTestClient client = broker.client(attacker, clientId).connect()) {
            assertThatThrownBy(() -> client.publish(TOPIC, REQUEST)).isInstanceOf(Mqtt5PubAckException.class);
            assertThat(broker.counted(tenant).refused(reason)).as(clientId).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"serial\":\"DEAD01\"}", "{\"serial\":\"dead01\",\"tenant\":\"beta\"}"})
    void a_request_that_cannot_be_read_is_answered_with_an_error_and_the_runtime_stays(String payload) {
        try (MqttTestClient runtime =
                broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime").connect()) {

            assertThatThrownBy(() -> runtime.publish(TOPIC, payload))
                    .isInstanceOfSatisfying(
                            Mqtt5PubAckException.class,
                            refused -> assertThat(refused.getMqttMessage().getReasonCode())
                                    .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID));

            runtime.publish("mw/v1/acme/bremen/press-1/command", "goes on");
        }
    }

    @Test
    void a_denial_that_cannot_be_kept_is_an_error_and_changes_nothing() throws Exception {
        // A directory where the file would be written fails every write, for root too.
        Path obstacle = Files.createDirectories(mounts.extensionData().resolve("denied.new"));
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient device = broker.client(press, "press-1").connect()) {

            assertThatThrownBy(() -> runtime.publish(TOPIC, REQUEST))
                    .isInstanceOfSatisfying(
                            Mqtt5PubAckException.class,
                            refused -> assertThat(refused.getMqttMessage().getReasonCode())
                                    .isEqualTo(Mqtt5PubAckReasonCode.UNSPECIFIED_ERROR));

            device.publish("mw/v1/acme/bremen/press-1/telemetry", "still here");
        } finally {
            Files.delete(obstacle);
        }
    }

    @Test
    void nobody_hears_of_a_denial_and_nobody_may_listen() throws Exception {
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient device = broker.client(TestPki.device(ACME, "acme", "bremen", "press-2"), "press-2")
                        .connect()) {
            assertThat(runtime.subscribe("mw/v1/acme/bremen/press-2/telemetry"))
                    .isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
            assertThatThrownBy(() -> device.subscribe(TOPIC)).hasMessageContaining("SUBACK");
            assertThatThrownBy(() -> runtime.subscribe(TOPIC)).hasMessageContaining("SUBACK");

            runtime.publish(TOPIC, REQUEST);
            device.publish("mw/v1/acme/bremen/press-2/telemetry", "a later message");

            await().atMost(BOUND).until(() -> !runtime.received().isEmpty());
            assertThat(runtime.received()).containsExactly("mw/v1/acme/bremen/press-2/telemetry a later message");
            assertThat(device.received()).isEmpty();
        }
    }
}
