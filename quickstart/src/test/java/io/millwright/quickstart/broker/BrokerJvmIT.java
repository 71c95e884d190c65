package io.millwright.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.broker.BrokerStartException;
import io.millwright.broker.EmbeddedBroker;
import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.brokerextension.home.BrokerMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers beside each other on one machine, as the local node runs them. */
class BrokerJvmIT {

    private static final TestPki PKI = TestPki.create();
    private static final String TOPIC = "mw/v1/acme/bremen/press-1/telemetry";
    private static final int QUEUED = 200;
    private static final int MEANWHILE = 200;

    @TempDir
    Path directory;

    /** HiveMQ numbers payloads by a counter of its JVM that every start sets back. */
    @Test
    void a_broker_that_starts_changes_no_message_that_another_one_keeps() throws Exception {
        TestIdentity acme = PKI.tenant("acme");
        BrokerMounts mounts = mounts("acme", acme);
        BrokerMounts others = mounts("beta", PKI.tenant("beta"));
        try (BrokerJvm broker = start("acme", mounts);
                MqttTestClient runtime = client(broker, TestPki.runtime(acme, "acme"), "acme.runtime");
                MqttTestClient device = client(broker, TestPki.device(acme, "acme", "bremen", "press-1"), "press-1")) {
            runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            runtime.subscribe("mw/v1/acme/+/+/telemetry");
            runtime.raw().disconnect();
            device.connect();
            IntStream.range(0, QUEUED).forEach(i -> device.publish(TOPIC, "before " + i));

            CompletableFuture<BrokerJvm> other = CompletableFuture.supplyAsync(() -> start("beta", others));
            int meanwhile = 0;
            while (!other.isDone() || meanwhile < MEANWHILE) {
                device.publish(TOPIC, "meanwhile " + meanwhile++);
            }
            try (BrokerJvm second = other.join()) {
                assertThat(second.port()).isNotEqualTo(broker.port());
                runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
                int all = QUEUED + meanwhile;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> runtime.received().size() >= all);
                assertThat(runtime.received()).doesNotHaveDuplicates().hasSize(all);
                assertThat(runtime.received().subList(0, QUEUED))
                        .isEqualTo(IntStream.range(0, QUEUED)
                                .mapToObj(i -> TOPIC + " before " + i)
                                .toList());
            }
        }
    }

    @Test
    void a_killed_broker_says_so_and_the_next_one_has_its_port_and_its_volume() throws Exception {
        TestIdentity acme = PKI.tenant("acme");
        BrokerMounts mounts = mounts("acme", acme);
        TestIdentity identity = TestPki.device(acme, "acme", "bremen", "press-1");
        int port;
        try (BrokerJvm broker = start("acme", mounts);
                MqttTestClient runtime = client(broker, TestPki.runtime(acme, "acme"), "acme.runtime");
                MqttTestClient device = client(broker, identity, "press-1")) {
            port = broker.port();
            runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            runtime.subscribe("mw/v1/acme/+/+/telemetry");
            runtime.raw().disconnect();
            device.connect();
            device.publish(TOPIC, "kept");

            broker.handle().destroyForcibly();

            assertThat(broker.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isEqualTo("the broker's process ended with status 137");
        }
        try (BrokerJvm broker = start("acme", mounts);
                MqttTestClient runtime = client(broker, TestPki.runtime(acme, "acme"), "acme.runtime")) {
            assertThat(broker.port()).isEqualTo(port);
            runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runtime.received().equals(List.of(TOPIC + " kept")));
        }
    }

    @Test
    void what_an_earlier_run_left_on_the_volume_is_ended_first() throws Exception {
        BrokerMounts mounts = mounts("acme", PKI.tenant("acme"));
        BrokerJvm left = start("acme", mounts);

        try (BrokerJvm broker = start("acme", mounts)) {
            assertThat(left.handle().isAlive()).isFalse();
            assertThat(broker.handle().isAlive()).isTrue();
            assertThat(broker.port()).isEqualTo(left.port());
        }
    }

    @Test
    void why_it_cannot_start_is_a_sentence_and_no_process_stays() throws Exception {
        BrokerMounts mounts = mounts("acme", PKI.tenant("acme"));
        Files.delete(mounts.certificate());

        assertThatThrownBy(() -> start("acme", mounts))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("tls.crt");

        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().commandLine().orElse("").contains(directory.toString())))
                .isEmpty();
        assertThat(mounts.data().resolve("process")).doesNotExist();
    }

    private BrokerMounts mounts(String tenant, TestIdentity authority) {
        return TestMounts.write(
                directory.resolve(tenant), tenant, "file", PKI.server("broker of " + tenant), authority);
    }

    private static BrokerJvm start(String name, BrokerMounts mounts) {
        try {
            return BrokerJvm.start(EmbeddedBroker.Settings.loopback(name, mounts, 0));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static MqttTestClient client(BrokerJvm broker, TestIdentity identity, String clientId) {
        return new MqttTestClient(broker.port(), PKI.root(), identity, clientId);
    }
}
