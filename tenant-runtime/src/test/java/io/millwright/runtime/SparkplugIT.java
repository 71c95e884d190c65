package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.TestBroker;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import io.millwright.wire.sparkplug.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An edge node of Sparkplug B over a real broker into a real database, and what it is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkplugIT {

    /** A minute ago, at its beginning: what follows within it is of one hour. */
    private static final long NOW = (System.currentTimeMillis() / 60_000 - 1) * 60_000;

    private static final int INT32 = 3;
    private static final int DOUBLE = 10;

    @SuppressWarnings("NullAway.Init")
    private TestHistorian historian;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private TenantFolder folder;

    @SuppressWarnings("NullAway.Init")
    private TestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private RuntimeServer server;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        historian = new TestHistorian(temporary.resolve("historian"));
        BrokerMounts mounts = TestMounts.write(
                temporary.resolve("broker"),
                "acme",
                "in-memory",
                TestTenants.pki().server("broker", "broker.tenant-acme.svc"),
                TestTenants.authority("acme"));
        TestMounts.list(mounts, TestMounts.line("acme", TestTenants.authority("acme")));
        broker = TestBroker.start(mounts, TestTenants.root());
        Path tenants = temporary.resolve("tenants");
        database = TestDatabase.of(historian, tenants, "acme");
        folder = TenantFolder.of(tenants, "acme").at(historian.url()).write();
        server = server();
    }

    @AfterAll
    void end() throws Exception {
        server.close();
        database.close();
        broker.close();
        historian.close();
    }

    private RuntimeServer server() throws Exception {
        RuntimeServer started = new RuntimeServer(
                folder.tenants(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Clock.systemUTC(),
                url -> {
                    try {
                        InetAddress loopback = InetAddress.getByAddress(url.getHost(), new byte[] {127, 0, 0, 1});
                        return new InetSocketAddress(
                                loopback, broker.extension().port());
                    } catch (java.net.UnknownHostException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CommittedPoints.UNHEARD,
                () -> {});
        return started;
    }

    private static ConditionFactory soon() {
        return await().dontCatchUncaughtExceptions()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(50));
    }

    private static String node(String kind, String device) {
        return "spBv1.0/acme/" + kind + "/bremen." + device;
    }

    /** As edge nodes do: a death as the will, then the commands, then the host. */
    private MqttTestClient edgeNode(String device) {
        MqttTestClient client = broker.client(TestTenants.device("acme", "bremen", device), device)
                .connect(connect -> connect.willPublish()
                        .topic(node("NDEATH", device))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(Payload.empty().bdSeq(7).bytes())
                        .applyWillPublish());
        client.subscribe(node("NCMD", device));
        client.subscribe("spBv1.0/STATE/acme");
        soon().until(() -> heard(client, "spBv1.0/STATE/acme {\"online\":true,\"timestamp\":"));
        return client;
    }

    private static void publish(MqttTestClient client, String topic, Payload payload) {
        client.raw()
                .publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.bytes())
                .send();
    }

    private static boolean heard(MqttTestClient client, String beginning) {
        return client.received().stream().anyMatch(text -> text.startsWith(beginning));
    }

    private static boolean askedToBeBorn(MqttTestClient client) {
        return client.received().stream()
                .anyMatch(text -> text.startsWith(node("NCMD", "press-2")) && text.contains("Node Control/Rebirth"));
    }

    private static Payload birth() {
        return Payload.at(NOW, 0)
                .bdSeq(7)
                .metric(metric ->
                        metric.text(1, "Node Control/Rebirth").number(4, 11).truth(false))
                .born("temperature", 1, DOUBLE, NOW, value -> value.real(20.5).unit("Cel"));
    }

    private String points(String device) throws Exception {
        return database.one("SELECT s.tag, count(*), sum(p.value) FROM sample p JOIN series s ON s.id = p.series_id"
                + " WHERE s.device = '" + device + "' GROUP BY s.tag ORDER BY s.tag");
    }

    private String device(String device) throws Exception {
        return database.one("SELECT site, connected FROM device WHERE id = '" + device + "'");
    }

    @Test
    void what_an_edge_node_measures_is_stored_and_counted_and_its_births_and_deaths_are_its_state() throws Exception {
        MqttTestClient client = edgeNode("press-1");
        publish(client, node("NBIRTH", "press-1"), birth());
        publish(
                client,
                node("DBIRTH", "press-1") + "/Pump 7",
                Payload.at(NOW, 1).born("speed", 2, INT32, NOW, value -> value.integer(900)));
        publish(
                client,
                node("DDATA", "press-1") + "/Pump 7",
                Payload.at(NOW + 1, 2).data(2, NOW + 1, value -> value.integer(901)));
        publish(
                client,
                node("NDATA", "press-1"),
                Payload.at(NOW + 1, 3)
                        .data(1, NOW - 60_000, value -> value.real(19.5).number(5, 1))
                        .data(9, NOW, value -> value.real(1)));

        soon().untilAsserted(() -> assertThat(points("press-1")).isEqualTo("Pump 7/speed 2 1801|temperature 2 40"));

        assertThat(database.one("SELECT unit, s.kind, l.value FROM series_last l JOIN series s ON s.id = series_id"
                        + " WHERE tag = 'temperature'"))
                .isEqualTo("Cel 0 20.5");
        assertThat(database.one("SELECT reason, topic, tag FROM quarantine WHERE device = 'press-1'"))
                .isEqualTo("unknown_alias spBv1.0/acme/NDATA/bremen.press-1 null");
        assertThat(database.one("SELECT messages, points FROM device_hour WHERE device = 'press-1'"))
                .isEqualTo("4 4");
        assertThat(device("press-1")).isEqualTo("bremen t");

        publish(client, node("NDEATH", "press-1"), Payload.empty().bdSeq(6));
        soon().untilAsserted(() -> assertThat(
                        database.read("SELECT reason FROM quarantine WHERE device = 'press-1' ORDER BY id"))
                .containsExactly("unknown_alias", "other_bd_seq"));
        assertThat(device("press-1")).isEqualTo("bremen t");

        client.raw()
                .disconnectWith()
                .reasonCode(
                        com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode
                                .DISCONNECT_WITH_WILL_MESSAGE)
                .send();
        soon().untilAsserted(() -> assertThat(device("press-1")).isEqualTo("bremen f"));
    }

    @Test
    void after_a_restart_and_after_a_gap_an_edge_node_is_asked_to_be_born_again() throws Exception {
        try (MqttTestClient client = edgeNode("press-2")) {
            publish(client, node("NBIRTH", "press-2"), birth());
            publish(client, node("NDATA", "press-2"), Payload.at(NOW + 1, 1).data(1, NOW + 1, value -> value.real(1)));
            publish(client, node("NDATA", "press-2"), Payload.at(NOW + 2, 5).data(1, NOW + 2, value -> value.real(2)));

            soon().until(() -> askedToBeBorn(client));
            soon().untilAsserted(() -> assertThat(points("press-2")).isEqualTo("temperature 3 23.5"));
            assertThat(database.one("SELECT births, gaps, lost FROM edge_node WHERE device = 'press-2'"))
                    .isEqualTo("1 1 3");

            client.received().clear();
            server.close();
            soon().until(() -> heard(client, "spBv1.0/STATE/acme {\"online\":false"));
            server = server();
            soon().until(() -> heard(client, "spBv1.0/STATE/acme {\"online\":true"));
            publish(client, node("NDATA", "press-2"), Payload.at(NOW + 3, 6).data(1, NOW + 3, value -> value.real(3)));

            soon().until(() -> askedToBeBorn(client));
            soon().untilAsserted(() -> assertThat(
                            database.one("SELECT reason, length(payload) > 0 FROM quarantine WHERE device = 'press-2'"))
                    .isEqualTo("unknown_alias t"));
            publish(client, node("NBIRTH", "press-2"), birth());
            publish(client, node("NDATA", "press-2"), Payload.at(NOW + 4, 1).data(1, NOW + 4, value -> value.real(4)));
            soon().untilAsserted(() -> assertThat(points("press-2")).isEqualTo("temperature 5 48"));
            assertThat(server.broker(new TenantId("acme"))).isPresent();
        }
    }
}
