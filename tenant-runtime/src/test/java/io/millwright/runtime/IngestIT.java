package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.TestBroker;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.health.Readiness.TenantReadiness;
import io.millwright.runtime.ingest.Failpoint;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a device over a real broker into a real database and back to the device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestIT {

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestHistorian historian;

    @SuppressWarnings("NullAway.Init")
    private BrokerMounts mounts;

    @SuppressWarnings("NullAway.Init")
    private volatile TestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private RuntimeServer server;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private TenantFolder folder;

    private int number;

    /** Ends the writer where it stands. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        historian = new TestHistorian(temporary.resolve("historian"));
        mounts = TestMounts.write(
                temporary.resolve("broker"),
                "*",
                "in-memory",
                TestTenants.pki().server("broker", "broker.millwright-pool.svc"),
                TestTenants.root());
        String[] lines = new String[20];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = TestMounts.line("t" + i, TestTenants.authority("t" + i));
        }
        TestMounts.list(mounts, lines);
        broker = TestBroker.start(mounts, TestTenants.root());
    }

    @AfterAll
    void end() throws Exception {
        broker.close();
        historian.close();
    }

    /** Each test has a tenant of its own. */
    @BeforeEach
    void serve() throws Exception {
        String tenant = "t" + number++;
        Path tenants = directory.resolve("tenants-of-" + tenant);
        database = TestDatabase.of(historian, tenants, tenant);
        folder = TenantFolder.of(tenants, tenant).at(historian.url());
        folder.write(document());
        server = server(() -> {});
        awaitConnected(server);
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    private String document() {
        return folder.document().replace("broker.tenant-" + folder.name(), "broker.millwright-pool");
    }

    private RuntimeServer server(Failpoint failpoint) throws Exception {
        return new RuntimeServer(
                folder.tenants(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC(),
                url -> new InetSocketAddress(
                        loopback(url.getHost()), broker.extension().port()),
                CommittedPoints.UNHEARD,
                failpoint);
    }

    private static InetAddress loopback(String name) {
        try {
            return InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory soon() {
        return await().dontCatchUncaughtExceptions()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(50));
    }

    private void awaitConnected(RuntimeServer runtime) {
        soon().until(() -> runtime.broker(new TenantId(folder.name()))
                .map(connection -> connection.connected())
                .orElse(false));
    }

    private static boolean saysThatItConsumes(RuntimeServer runtime) {
        return runtime.readiness().tenants().values().stream().anyMatch(TenantReadiness::consuming);
    }

    /** A device id is unique over the platform, and a pool remembers whose it is. */
    private String deviceId() {
        return folder.name() + "-d1";
    }

    private MqttTestClient device() {
        MqttTestClient client = broker.client(TestTenants.device(folder.name(), "bremen", deviceId()), deviceId())
                .connect();
        client.subscribe(topic("receipt"));
        return client;
    }

    private String topic(String kind) {
        return "mw/v1/" + folder.name() + "/bremen/" + deviceId() + "/" + kind;
    }

    private static String message(long seq) {
        return "{\"v\":2,\"stream\":\"k3x9\",\"seq\":" + seq + ",\"t0\":" + System.currentTimeMillis()
                + ",\"tags\":{\"a\":{\"dt\":[0,1],\"x\":[" + seq + "," + seq + ".5]}}}";
    }

    private String receipt(String body) {
        return topic("receipt") + " " + body;
    }

    @Test
    void a_message_is_receipted_when_it_is_stored_and_again_when_it_comes_again() throws Exception {
        try (MqttTestClient device = device()) {
            String first = message(1);
            device.publish(topic("telemetry"), first);
            String receipt = receipt("{\"stream\":\"k3x9\",\"committed\":1,\"missing\":[]}");
            soon().untilAsserted(() -> assertThat(device.received()).containsExactly(receipt));
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");

            device.publish(topic("telemetry"), first);
            soon().untilAsserted(() -> assertThat(device.received()).containsExactly(receipt, receipt));

            device.publish(topic("telemetry"), message(4));
            soon().untilAsserted(() -> assertThat(device.received())
                    .contains(receipt("{\"stream\":\"k3x9\",\"committed\":4,\"missing\":[[2,3]]}")));
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("4");
            assertThat(database.counted("messages")).isEqualTo(2);
        }
        soon().untilAsserted(() -> assertThat(
                        database.one("SELECT meter, revision > 0, quantity FROM usage_row WHERE meter = 'points'"
                                + " ORDER BY seq DESC LIMIT 1"))
                .isEqualTo("points t 4"));
    }

    @Test
    void a_device_that_comes_online_is_told_what_is_settled_and_its_answers_are_kept() throws Exception {
        try (MqttTestClient device = device()) {
            device.publish(topic("telemetry"), message(1));
            soon().until(() -> device.received().size() == 1);

            device.publish(topic("state"), "{\"state\":\"online\",\"agent\":\"0.1\",\"configuration\":\"abc\"}");
            soon().untilAsserted(() -> assertThat(device.received()).hasSize(2));
            assertThat(device.received().getLast()).contains("\"committed\":1");
            device.publish(topic("config/ack"), "{\"configuration\":\"abc\"}");
            device.publish(topic("config/ack"), "{\"configuration\":\"def\",\"error\":\"no such register\"}");
            soon().untilAsserted(() -> assertThat(database.one(
                            "SELECT connected, agent, configuration, config_ack, config_error FROM device"))
                    .isEqualTo("t 0.1 abc abc no such register"));
            device.publish(topic("state"), "{\"state\":\"offline\"}");
            soon().untilAsserted(() -> assertThat(database.one("SELECT connected, agent FROM device"))
                    .isEqualTo("f 0.1"));
        }
    }

    @Test
    void a_suspended_tenant_stores_nothing_and_loses_nothing() throws Exception {
        folder.write(document().replace("\"suspended\":false", "\"suspended\":true"));
        soon().until(() -> server.configuration(new TenantId(folder.name()))
                .map(configuration -> configuration.suspended())
                .orElse(false));
        try (MqttTestClient device = device()) {
            String held = message(1);
            device.publish(topic("telemetry"), held);
            soon().until(() -> device.received().size() == 1);
            assertThat(device.received().getFirst())
                    .contains("\"committed\":0,\"missing\":[]", "\"reason\":\"suspension\"");
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("0");
            assertThat(database.one("SELECT held, stored FROM arrival_hour")).isEqualTo("1 0");

            folder.write(document());
            soon().until(() -> server.configuration(new TenantId(folder.name()))
                    .map(configuration -> !configuration.suspended())
                    .orElse(false));
            device.publish(topic("telemetry"), held);
            soon().untilAsserted(
                            () -> assertThat(device.received().getLast()).contains("\"committed\":1,\"missing\":[]}"));
        }
        assertThat(database.counted("messages")).isEqualTo(1);
    }

    @Test
    void a_runtime_that_dies_between_commit_and_acknowledgement_counts_nothing_twice() throws Exception {
        server.close();
        AtomicBoolean died = new AtomicBoolean();
        server = server(() -> {
            if (died.compareAndSet(false, true)) {
                throw new Killed();
            }
        });
        awaitConnected(server);
        try (MqttTestClient device = device()) {
            device.publish(topic("telemetry"), message(1));
            soon().until(died::get);
            assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
            assertThat(device.received()).isEmpty();

            server.close();
            server = server(() -> {});

            soon().untilAsserted(() -> assertThat(device.received())
                    .containsExactly(receipt("{\"stream\":\"k3x9\",\"committed\":1,\"missing\":[]}")));
        }
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
        assertThat(database.counted("messages")).isEqualTo(1);
        assertThat(database.one("SELECT stored, duplicate FROM arrival_hour")).isEqualTo("1 1");
    }

    @Test
    void what_the_broker_refuses_a_device_is_kept_once_for_the_trail() throws Exception {
        try (MqttTestClient device = device()) {
            for (int n = 0; n < 20; n++) {
                assertThatThrownBy(() -> device.subscribe("mw/v1/other/#")).hasMessageContaining("SUBACK");
            }
        }
        soon().untilAsserted(() ->
                assertThat(database.one("SELECT sum(count) FROM refusal")).isEqualTo("20"));
        assertThat(database.one("SELECT DISTINCT identity, reason, topic FROM refusal"))
                .isEqualTo(
                        "urn:millwright:" + folder.name() + ":bremen:" + deviceId() + " foreign-tenant mw/v1/other/#");
        assertThat(Integer.parseInt(database.one("SELECT count(*) FROM refusal")))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void while_the_historian_refuses_nothing_is_acknowledged_and_the_tenant_is_not_ready() throws Exception {
        database.asOwner("REVOKE INSERT ON sample FROM \"" + folder.writer() + "\"");
        try (MqttTestClient device = device()) {
            for (long seq = 1; seq <= 20; seq++) {
                device.publish(topic("telemetry"), message(seq));
            }
            soon().until(() ->
                    Objects.requireNonNull(server.readiness().tenants().get(folder.name()))
                                    .reason()
                            == Reason.NOT_STORING);
            soon().until(() -> !device.received().isEmpty());
            assertThat(device.received()).allMatch(receipt -> receipt.contains("overload"));

            database.asOwner("GRANT INSERT ON sample TO \"" + folder.writer() + "\"");

            soon().untilAsserted(
                            () -> assertThat(device.received().getLast()).contains("\"committed\":20,\"missing\":[]"));
            soon().until(() -> server.readiness().ready());
        }
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("40");
        assertThat(database.counted("messages")).isEqualTo(20);
    }

    @Test
    void a_broker_that_comes_back_without_its_memory_is_consumed_again() throws Exception {
        broker.close();
        soon().until(() ->
                !server.broker(new TenantId(folder.name())).orElseThrow().connected());
        broker = TestBroker.start(mounts, TestTenants.root());
        awaitConnected(server);

        try (MqttTestClient device = device()) {
            device.publish(topic("telemetry"), message(1));
            soon().until(() -> device.received().size() == 1);
        }
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("2");
    }

    @Test
    void of_two_runtimes_one_consumes_and_the_other_takes_over_when_it_ends() throws Exception {
        Path others = directory.resolve("others-" + folder.name());
        TenantFolder same = new TenantFolder(
                others,
                folder.name(),
                folder.url(),
                folder.login(),
                folder.password(),
                folder.identity(),
                folder.root(),
                folder.admin());
        same.write(document());
        TenantFolder mine = folder;
        folder = same;
        try (RuntimeServer other = server(() -> {})) {
            soon().until(() -> other.readiness().ready());
            assertThat(other.broker(new TenantId(mine.name())).orElseThrow().connected())
                    .isFalse();
            assertThat(saysThatItConsumes(other)).isFalse();
            soon().until(() -> saysThatItConsumes(server));

            server.close();

            awaitConnected(other);
            try (MqttTestClient device = device()) {
                device.publish(topic("telemetry"), message(1));
                soon().until(() -> device.received().size() == 1);
            }
        }
        assertThat(database.counted("messages")).isEqualTo(1);
    }

    @Test
    void what_is_beyond_the_quota_is_held_and_stored_later() throws Exception {
        folder.write(document().replace("\"messagesPerSecond\":100", "\"messagesPerSecond\":0"));
        soon().until(() -> server.configuration(new TenantId(folder.name()))
                .map(configuration -> configuration.limits().messagesPerSecond() == 0)
                .orElse(false));
        try (MqttTestClient device = device()) {
            device.publish(topic("telemetry"), message(1));
            soon().until(() -> device.received().size() == 1);
            assertThat(device.received().getFirst()).contains("\"reason\":\"quota\"");

            folder.write(document());
            soon().until(() -> server.configuration(new TenantId(folder.name()))
                    .map(configuration -> configuration.limits().messagesPerSecond() == 100)
                    .orElse(false));
            device.publish(topic("telemetry"), message(1));
            soon().untilAsserted(() -> assertThat(device.received().getLast()).contains("\"committed\":1"));
        }
    }
}
