package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.TestBroker;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.brokerextension.home.BrokerMounts;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole process between a real broker, a real database and whoever holds the control plane's certificate. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeProcessIT {

    private static final String DEVICE = "press-1";
    private static final TestIdentity PRESS = TestTenants.device("acme", "bremen", DEVICE);
    private static final String PREFIX = "mw/v1/acme/bremen/press-1/";

    @SuppressWarnings("NullAway.Init")
    private TestHistorian historian;

    @SuppressWarnings("NullAway.Init")
    private TestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private RuntimeProcess runtime;

    private final HttpClient controlPlane = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TestPki.platformService(TestTenants.pki().platform(), "control-plane")
                    .tls(TestTenants.root()))
            .build();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        historian = new TestHistorian(directory.resolve("historian"));
        BrokerMounts mounts = TestMounts.write(
                directory.resolve("broker"),
                "acme",
                "in-memory",
                TestTenants.pki().server("broker", "broker.tenant-acme.svc"),
                TestTenants.authority("acme"));
        broker = TestBroker.start(mounts, TestTenants.root());
        Path tenants = directory.resolve("tenants.d");
        TenantFolder folder =
                TenantFolder.of(tenants, "acme").at(historian.url()).write();
        historian.holding(folder);
        Path tls = Files.createDirectories(directory.resolve("tls"));
        TestIdentity server = TestTenants.pki().server("tenant-runtime");
        Files.writeString(tls.resolve("tls.crt"), server.chainPem());
        Files.writeString(tls.resolve("tls.key"), server.keyPem());
        Files.writeString(tls.resolve("ca.crt"), TestTenants.root().certificatePem());
        runtime = new RuntimeProcess(
                RuntimeSettings.onLoopback(tenants, tls),
                url -> new InetSocketAddress(
                        loopback(url.getHost()), broker.extension().port()),
                Clock.systemUTC());
        soon().until(() -> runtime.readiness().ready());
    }

    @AfterAll
    void stop() throws Exception {
        controlPlane.shutdownNow();
        runtime.close();
        broker.close();
        historian.close();
    }

    private static InetAddress loopback(String name) {
        try {
            return InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + runtime.apiPort() + "/v1/tenants/acme" + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return controlPlane.send(request(path).build(), BodyHandlers.ofString());
    }

    private int put(String path, String body) throws Exception {
        return controlPlane
                .send(request(path).PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void from_a_device_to_the_control_plane_and_back_until_the_device_is_shut_out() throws Exception {
        soon().until(() -> put("/devices/press-9/configuration?site=bremen", "a.b.c") == 204);
        HttpResponse<InputStream> live = controlPlane.send(request("/live").build(), BodyHandlers.ofInputStream());
        BufferedReader events = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8));
        assertThat(events.readLine()).startsWith(":");
        try (MqttTestClient device = broker.client(PRESS, DEVICE).connect()) {
            device.subscribe(PREFIX + "#");
            device.publish(
                    PREFIX + "telemetry",
                    "{\"v\":1,\"stream\":\"k3x9\",\"seq\":1,\"ts\":" + System.currentTimeMillis()
                            + ",\"m\":{\"temperature\":{\"x\":25.5,\"u\":\"Cel\"}}}");

            soon().until(() -> device.received().stream().anyMatch(message -> message.contains("\"committed\":1")));
            assertThat(get("/latest").body()).contains("\"tag\":\"temperature\"", "\"value\":25.5");
            assertThat(get("/history?device=press-1&tag=temperature").body()).contains("\"value\":25.5");
            assertThat(get("/devices/press-1").body()).contains("\"committed\":1", "\"completeness\":1.0");
            String event = events.readLine();
            while (!event.startsWith("data: ")) {
                event = events.readLine();
            }
            assertThat(event).contains("\"device\":\"press-1\"", "\"value\":25.5");
            soon().until(() -> get("/usage").body().contains("\"meter\":\"points\""));

            HttpResponse<String> command = controlPlane.send(
                    request("/devices/press-1/commands")
                            .POST(BodyPublishers.ofString("{\"id\":\"c-1\",\"ttlMs\":60000,\"body\":{\"a\":1}}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(command.statusCode()).isEqualTo(202);
            soon().until(() -> device.received().stream().anyMatch(message -> message.contains("c-1")));

            String serial = PRESS.certificate().getSerialNumber().toString(16);
            assertThat(put("/revocations/" + serial, "{\"device\":\"press-1\"}"))
                    .isEqualTo(204);
            soon().until(() -> !device.connected());
            assertThatThrownBy(device::connect).isInstanceOf(Mqtt5ConnAckException.class);
        }
    }
}
