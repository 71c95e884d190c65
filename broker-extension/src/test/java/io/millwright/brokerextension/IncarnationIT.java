package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.brokerextension.home.BrokerMounts;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pool serves the tenants of now. {@code FORMER} and {@code ACME} are two authorities of the same name below the same
 * root, as a deleted and re-created tenant has them: TLS and all names of their certificates agree.
 */
class IncarnationIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity FORMER = PKI.tenant("acme");
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TestIdentity OLD_PRESS = TestPki.device(FORMER, "acme", "bremen", "press-1");
    private static final TestIdentity PRESS = TestPki.device(ACME, "acme", "bremen", "press-1");
    private static final TestIdentity PUMP = TestPki.device(BETA, "beta", "ulm", "pump-1");
    private static final Duration BOUND = Duration.ofSeconds(60);

    private BrokerMounts mounts;
    private final TestBroker broker;

    IncarnationIT(@TempDir Path directory) throws Exception {
        mounts = TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root());
        broker = TestBroker.start(mounts, PKI.root());
    }

    @BeforeEach
    void nobodyIsLetInWithoutAList() {
        try (MqttTestClient press = client(PRESS)) {
            assertThatThrownBy(press::connect).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.counted("acme").refused(Refusal.NO_AUTHORITIES)).isEqualTo(1);
        }
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void a_certificate_of_the_former_incarnation_is_refused_and_one_of_the_present_is_not() {
        list(TestMounts.line("acme", ACME));
        try (MqttTestClient press = awaitConnected(client(PRESS));
                MqttTestClient old = client(OLD_PRESS)) {

            assertThatThrownBy(old::connect).isInstanceOf(Mqtt5ConnAckException.class);

            assertThat(broker.counted("acme").refused(Refusal.FORMER_AUTHORITY)).isEqualTo(1);
            press.publish("mw/v1/acme/bremen/press-1/telemetry", "undisturbed");
            assertThat(press.disconnects()).isEmpty();
        }
    }

    @Test
    void the_present_authoritys_certificate_beside_a_former_one_helps_nobody() {
        list(TestMounts.line("acme", ACME));
        List<X509Certificate> padded =
                Stream.concat(OLD_PRESS.chain().stream(), ACME.chain().stream()).toList();
        List<X509Certificate> swapped = Stream.concat(Stream.of(OLD_PRESS.certificate()), padded.reversed().stream())
                .toList();
        try (MqttTestClient press = awaitConnected(client(PRESS))) {
            for (var chain : List.of(padded, swapped)) {
                try (MqttTestClient old = client(new TestIdentity(OLD_PRESS.key(), chain))) {
                    assertThatThrownBy(old::connect)
                            .isInstanceOfAny(Mqtt5ConnAckException.class, ConnectionClosedException.class);
                }
            }
            assertThat(press.connected()).isTrue();
        }
    }

    @Test
    void a_new_incarnation_ends_the_former_ones_connections_and_no_other() {
        list(TestMounts.line("acme", FORMER), TestMounts.line("beta", BETA));
        try (MqttTestClient old = awaitConnected(client(OLD_PRESS));
                MqttTestClient pump = awaitConnected(broker.client(PUMP, "pump-1"))) {

            list(TestMounts.line("acme", ACME), TestMounts.line("beta", BETA));

            await().atMost(BOUND).until(() -> !old.connected());
            assertThatThrownBy(old::connect).isInstanceOf(Mqtt5ConnAckException.class);
            try (MqttTestClient press = client(PRESS)) {
                press.connect();
                pump.publish("mw/v1/beta/ulm/pump-1/telemetry", "undisturbed");
                assertThat(pump.disconnects()).isEmpty();
            }
        }
    }

    @Test
    void a_tenant_that_goes_is_out_and_stays_out() {
        list(TestMounts.line("acme", ACME), TestMounts.line("beta", BETA));
        try (MqttTestClient press = awaitConnected(client(PRESS));
                MqttTestClient pump = awaitConnected(broker.client(PUMP, "pump-1"))) {

            list(TestMounts.line("beta", BETA));

            await().atMost(BOUND).until(() -> !press.connected());
            assertThatThrownBy(press::connect).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.counted("acme").refused(Refusal.UNLISTED_TENANT)).isEqualTo(1);
            assertThat(pump.disconnects()).isEmpty();
        }
    }

    private void list(String... lines) {
        mounts = TestMounts.list(mounts, lines);
    }

    private MqttTestClient client(TestIdentity press) {
        return broker.client(press, "press-1");
    }

    private static MqttTestClient awaitConnected(MqttTestClient client) {
        await().atMost(BOUND).ignoreExceptions().until(() -> client.connect().connected());
        client.disconnects().clear();
        return client;
    }
}
