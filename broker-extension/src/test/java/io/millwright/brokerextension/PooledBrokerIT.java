package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.wire.Denial;
import io.millwright.wire.IdentityRefusal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into a broker that trusts the root above all tenants. */
class PooledBrokerIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final TestIdentity ONE = PKI.tenant("one");
    private static final TestIdentity TWO = PKI.tenant("two");

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.list(
                        TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root()),
                        TestMounts.line("acme", ACME),
                        TestMounts.line("beta", BETA),
                        TestMounts.line("one", ONE),
                        TestMounts.line("two", TWO)),
                PKI.root());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void devices_of_two_tenants_connect_and_are_counted_apart() {
        TestIdentity one = TestPki.device(ONE, "one", "bremen", "press-1");
        TestIdentity two = TestPki.device(TWO, "two", "ulm", "pump-1");
        try (MqttTestClient press = broker.client(one, "press-1").connect();
                MqttTestClient pump = broker.client(two, "pump-1").connect()) {
            press.publish("mw/v1/one/bremen/press-1/telemetry", "four");
            press.publish("mw/v1/one/bremen/press-1/telemetry", "four");
            pump.publish("mw/v1/two/ulm/pump-1/state", "seven77");

            assertThat(broker.counted("one")).isEqualTo(new BrokerCounters.OfTenant(1, 2, 2, 8, 0, Map.of()));
            assertThat(broker.counted("two")).isEqualTo(new BrokerCounters.OfTenant(1, 1, 0, 7, 0, Map.of()));
        }
    }

    @Test
    void a_tenants_authority_makes_no_device_of_another_tenant() {
        TestIdentity forged = TestPki.device(ACME, "beta", "ulm", "pump-2");
        try (MqttTestClient attacker = broker.client(forged, "pump-2")) {
            // The name constraint of acme's authority already fails in the TLS layer.
            assertThatThrownBy(attacker::connect).isInstanceOf(ConnectionClosedException.class);
        }
    }

    @Test
    void an_authority_without_constraints_makes_no_device_of_another_tenant_either() {
        TestIdentity unconstrained = PKI.unconstrained("acme");
        TestIdentity forged = TestPki.device(unconstrained, "beta", "ulm", "pump-2");
        long before = broker.control().counters().unidentified(IdentityRefusal.FOREIGN_ISSUER);
        try (MqttTestClient attacker = broker.client(forged, "pump-2")) {

            assertThatThrownBy(attacker::connect).isInstanceOf(Mqtt5ConnAckException.class);

            assertThat(broker.control().counters().unidentified(IdentityRefusal.FOREIGN_ISSUER))
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void a_device_id_that_another_tenant_uses_is_refused_and_disturbs_nobody() {
        try (MqttTestClient victim = broker.client(TestPki.device(ACME, "acme", "bremen", "twin"), "twin")
                        .connect();
                MqttTestClient attacker = broker.client(TestPki.device(BETA, "beta", "ulm", "twin"), "twin")) {

            assertThatThrownBy(attacker::connect).isInstanceOf(Mqtt5ConnAckException.class);

            victim.publish("mw/v1/acme/bremen/twin/telemetry", "still here");
            assertThat(victim.disconnects()).isEmpty();
            assertThat(broker.counted("beta").refused(Refusal.FOREIGN_SESSION)).isEqualTo(1);
        }
    }

    @Test
    void a_service_uses_its_own_tenants_client_id_only() {
        try (MqttTestClient runtime = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient standby = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime.two")
                        .connect();
                MqttTestClient attacker = broker.client(TestPki.runtime(BETA, "beta"), "acme.runtime")) {

            assertThatThrownBy(attacker::connect).isInstanceOf(Mqtt5ConnAckException.class);

            assertThat(broker.counted("beta").refused(Denial.CLIENT_ID)).isEqualTo(1);
            assertThat(runtime.connected()).isTrue();
            assertThat(standby.connected()).isTrue();
        }
    }
}
