package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revoked client is out at once and stays out; nobody else is. */
class RevocationIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TenantId TENANT = new TenantId("acme");
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static TestBroker broker;

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

    @Test
    void a_revoked_certificate_is_out_and_the_same_serial_of_another_tenant_is_not() throws Exception {
        BigInteger serial = BigInteger.valueOf(0xabcdef);
        TestIdentity revoked = TestPki.device(ACME, "acme", "bremen", "press-1", serial);
        TestIdentity namesake = TestPki.device(BETA, "beta", "ulm", "pump-1", serial);
        try (MqttTestClient out = broker.client(revoked, "press-1").connect();
                MqttTestClient stays = broker.client(namesake, "pump-1").connect()) {

            int ended = broker.control()
                    .deny(new Revocation.OfCertificate(TENANT, serial))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertThat(ended).isEqualTo(1);
            await().atMost(BOUND).until(() -> !out.connected());
            assertThatThrownBy(out::connect).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.counted("acme").refused(Refusal.REVOKED)).isPositive();
            stays.publish("mw/v1/beta/ulm/pump-1/telemetry", "still here");
            assertThat(stays.disconnects()).isEmpty();
        }
    }

    @Test
    void that_a_revoked_device_is_offline_is_heard_by_its_runtime() throws Exception {
        BigInteger serial = BigInteger.valueOf(0xdead);
        String state = "mw/v1/acme/bremen/press-9/state";
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient out =
                        broker.client(TestPki.device(ACME, "acme", "bremen", "press-9", serial), "press-9")) {
            runtime.subscribe(state);
            out.connect(connect -> connect.willPublish()
                    .topic(state)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload("offline".getBytes(StandardCharsets.UTF_8))
                    .applyWillPublish());

            broker.control()
                    .deny(new Revocation.OfCertificate(TENANT, serial))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            await().atMost(BOUND)
                    .untilAsserted(
                            () -> assertThat(runtime.received()).anyMatch(message -> message.contains("offline")));
        }
    }

    @Test
    void the_next_certificate_of_a_device_works_when_the_old_one_is_revoked() throws Exception {
        BigInteger old = BigInteger.valueOf(0x1001);
        TestIdentity next = TestPki.device(ACME, "acme", "bremen", "press-2");
        try (MqttTestClient device = broker.client(next, "press-2").connect()) {

            int ended = broker.control()
                    .deny(new Revocation.OfCertificate(TENANT, old))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertThat(ended).isZero();
            device.publish("mw/v1/acme/bremen/press-2/telemetry", "still here");
            assertThat(device.disconnects()).isEmpty();
        }
    }

    @Test
    void a_denied_device_is_out_with_every_certificate_until_it_is_allowed_again() throws Exception {
        Revocation device = new Revocation.OfDevice(TENANT, new DeviceId("press-3"));
        try (MqttTestClient first = broker.client(TestPki.device(ACME, "acme", "bremen", "press-3"), "press-3")
                        .connect();
                MqttTestClient second = broker.client(TestPki.device(ACME, "acme", "bremen", "press-3"), "press-3")) {
            broker.control().deny(device).toCompletableFuture().get(60, TimeUnit.SECONDS);
            await().atMost(BOUND).until(() -> !first.connected());
            assertThatThrownBy(second::connect).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.control().isDenied(device)).isTrue();

            broker.control().allow(device);

            second.connect();
            assertThat(second.connected()).isTrue();
        }
    }

    @Test
    void disconnecting_needs_the_right_tenant_and_lets_the_client_come_back() throws Exception {
        try (MqttTestClient device = broker.client(TestPki.device(ACME, "acme", "bremen", "press-4"), "press-4")
                .connect()) {

            boolean byAnother = broker.control()
                    .disconnect(new TenantId("beta"), "press-4")
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(byAnother).isFalse();
            assertThat(device.connected()).isTrue();

            boolean byOwn = broker.control()
                    .disconnect(TENANT, "press-4")
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(byOwn).isTrue();
            await().atMost(BOUND).until(() -> !device.connected());
            device.connect();
        }
    }
}
