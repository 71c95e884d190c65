package io.millwright.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.brokerextension.BrokerCounters;
import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.Refusal;
import io.millwright.brokerextension.Revocation;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.wire.TenantId;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four brokers in one JVM, where HiveMQ's services are static: what is done to one must never reach another. The devices
 * of all four have the same id and the same serial number, so that a call that goes to the wrong broker finds a victim.
 */
class EmbeddedBrokersIT {

    private static final List<String> TENANTS = List.of("acme", "beta", "gamma", "delta");
    private static final BigInteger SERIAL = BigInteger.valueOf(4711);
    private static final String DEVICE = "press-1";

    @TempDir
    Path directory;

    private final TestPki pki = TestPki.create();
    private final List<Stand> stands = new ArrayList<>();

    /** A tenant's broker and its one device. */
    private static final class Stand {

        final String tenant;
        final BrokerMounts mounts;
        final TestIdentity device;
        final TestIdentity root;
        EmbeddedBroker broker;
        MqttTestClient client;

        Stand(String tenant, BrokerMounts mounts, TestIdentity device, TestIdentity root) {
            this.tenant = tenant;
            this.mounts = mounts;
            this.device = device;
            this.root = root;
            this.broker = EmbeddedBroker.start(new EmbeddedBroker.Settings(tenant, mounts, 0));
            this.client = client().connect();
        }

        MqttTestClient client() {
            return new MqttTestClient(broker.port(), root, device, DEVICE);
        }

        void restart() {
            int port = broker.port();
            broker.close();
            broker = EmbeddedBroker.start(new EmbeddedBroker.Settings(tenant, mounts, 0));
            assertThat(broker.port()).isEqualTo(port);
            client = client().connect();
        }

        BrokerCounters.OfTenant counted() {
            return broker.control().counters().of(new TenantId(tenant));
        }

        void publish() {
            client.publish("mw/v1/" + tenant + "/bremen/" + DEVICE + "/telemetry", "{}");
        }

        Revocation revocation() {
            return new Revocation.OfCertificate(new TenantId(tenant), SERIAL);
        }
    }

    @AfterEach
    void stop() {
        CompletableFuture.allOf(stands.stream()
                        .map(stand -> CompletableFuture.runAsync(() -> {
                            stand.client.close();
                            stand.broker.close();
                        }))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    @Test
    void denying_and_restarting_in_one_broker_never_reaches_another() throws Exception {
        startAllAtOnce();
        // After this the static services of the JVM are those of the second broker.
        stands.get(1).restart();

        for (Stand stand : stands) {
            deniedInOneBrokerOnly(stand);
        }
    }

    private void deniedInOneBrokerOnly(Stand stand) throws Exception {
        List<Stand> others = stands.stream().filter(other -> other != stand).toList();
        Map<String, List<String>> disconnectsBefore = new HashMap<>();
        others.forEach(other -> disconnectsBefore.put(other.tenant, List.copyOf(other.client.disconnects())));

        int ended = stand.broker
                .control()
                .deny(stand.revocation())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);

        assertThat(ended).as("sessions ended in %s", stand.tenant).isEqualTo(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> !stand.client.connected());
        assertThatThrownBy(stand.client::connect).isInstanceOf(Mqtt5ConnAckException.class);
        for (Stand other : others) {
            long accepted = other.counted().accepted();
            other.publish();
            assertThat(other.counted().accepted()).isEqualTo(accepted + 1);
            assertThat(other.client.disconnects()).isEqualTo(disconnectsBefore.get(other.tenant));
            assertThat(other.broker.control().isDenied(stand.revocation())).isFalse();
        }
        assertThat(stand.counted().refused(Refusal.REVOKED)).isEqualTo(1);

        stand.broker.control().allow(stand.revocation());
        stand.client.connect();
        stand.publish();
    }

    /** Parallel starts are what once let four extensions capture the services of one broker. */
    private void startAllAtOnce() {
        List<CompletableFuture<Stand>> starting = TENANTS.stream()
                .map(tenant -> CompletableFuture.supplyAsync(() -> stand(tenant)))
                .toList();
        starting.forEach(stand -> stands.add(stand.join()));
    }

    private Stand stand(String tenant) {
        TestIdentity authority = pki.tenant(tenant);
        BrokerMounts mounts = TestMounts.write(
                directory.resolve(tenant), tenant, "in-memory", pki.server("broker of " + tenant), authority);
        return new Stand(tenant, mounts, TestPki.device(authority, tenant, "bremen", DEVICE, SERIAL), pki.root());
    }
}
