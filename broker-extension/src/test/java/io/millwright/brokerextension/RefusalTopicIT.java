package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.millwright.wire.Denial;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.TenantId;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker refuses to a tenant's identities reaches that tenant's runtime, and nobody else. */
class RefusalTopicIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final String TOPIC = ServiceTopic.refusals(new TenantId("acme"));
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern COUNT = Pattern.compile("\"count\":([0-9]+)}");

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static MqttTestClient runtime;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.list(
                        TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root()),
                        TestMounts.line("acme", ACME),
                        TestMounts.line("beta", BETA)),
                PKI.root());
        runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime").connect();
        assertThat(runtime.subscribe(TOPIC)).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
    }

    @AfterAll
    static void stop() throws Exception {
        runtime.close();
        broker.close();
    }

    private static List<String> told(String device, String reason) {
        return runtime.received().stream()
                .filter(message -> message.contains(":" + device + "\"") && message.contains("\"" + reason + "\""))
                .toList();
    }

    private static long counted(List<String> messages) {
        return messages.stream()
                .map(COUNT::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Test
    void a_flood_of_refused_publishes_is_told_once_with_a_count() {
        TestIdentity press = TestPki.device(ACME, "acme", "bremen", "press-1");
        int flood = 25;
        for (int n = 0; n < flood; n++) {
            try (MqttTestClient device = broker.client(press, "press-1").connect()) {
                assertThatThrownBy(() -> device.publish("mw/v1/acme/bremen/press-2/telemetry", "forged"))
                        .isInstanceOf(Mqtt5PubAckException.class);
            }
        }

        await().atMost(BOUND).until(() -> counted(told("press-1", "foreign-device")) == flood);
        assertThat(told("press-1", "foreign-device"))
                .as("a second one only for what came after the first")
                .hasSizeBetween(1, 2)
                .allMatch(message -> message.startsWith(TOPIC + " {\"at\":\"")
                        && message.contains("\"identity\":\"urn:millwright:acme:bremen:press-1\"")
                        && message.contains("\"topic\":\"mw/v1/acme/bremen/press-2/telemetry\""));
    }

    @Test
    void subscriptions_client_ids_wills_and_revoked_certificates_are_told() {
        TestIdentity reader = TestPki.device(ACME, "acme", "bremen", "press-3");
        try (MqttTestClient device = broker.client(reader, "press-3").connect()) {
            assertThatThrownBy(() -> device.subscribe("mw/v1/beta/#")).hasMessageContaining("SUBACK");
        }
        assertThatThrownBy(() -> broker.client(reader, "press-4").connect()).isInstanceOf(Mqtt5ConnAckException.class);
        assertThatThrownBy(() -> broker.client(reader, "press-3")
                        .connect(connect -> connect.willPublish()
                                .topic("mw/v1/acme/bremen/press-3/telemetry")
                                .applyWillPublish()))
                .isInstanceOf(Mqtt5ConnAckException.class);
        BigInteger serial = BigInteger.valueOf(0xdead02);
        broker.control().deny(new Revocation.OfCertificate(new TenantId("acme"), serial));
        TestIdentity revoked = TestPki.device(ACME, "acme", "bremen", "press-5", serial);
        assertThatThrownBy(() -> broker.client(revoked, "press-5").connect()).isInstanceOf(Mqtt5ConnAckException.class);

        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(told("press-3", "foreign-tenant")).hasSize(1);
            assertThat(told("press-3", "client-id")).hasSize(1);
            assertThat(told("press-3", "will")).hasSize(1);
            assertThat(told("press-5", "revoked")).hasSize(1);
        });
    }

    @Test
    void another_tenants_refusals_are_its_own_and_without_its_runtime_they_are_counted_only() {
        TestIdentity pump = TestPki.device(BETA, "beta", "ulm", "pump-1");
        try (MqttTestClient device = broker.client(pump, "pump-1").connect()) {
            assertThatThrownBy(() -> device.subscribe(TOPIC)).hasMessageContaining("SUBACK");
        }
        TestIdentity press = TestPki.device(ACME, "acme", "bremen", "press-6");
        try (MqttTestClient device = broker.client(press, "press-6").connect()) {
            assertThatThrownBy(() -> device.subscribe(TOPIC)).hasMessageContaining("SUBACK");
            assertThatThrownBy(() -> device.publish(TOPIC, "{}")).isInstanceOf(Mqtt5PubAckException.class);
        }

        await().atMost(BOUND).until(() -> counted(told("press-6", "foreign-device")) == 2);
        assertThat(runtime.received()).noneMatch(message -> message.contains("urn:millwright:beta"));
        assertThat(broker.counted("beta").refused(Denial.FOREIGN_TENANT)).isOne();
        assertThat(broker.control().counters().dropped()).isZero();
    }
}
