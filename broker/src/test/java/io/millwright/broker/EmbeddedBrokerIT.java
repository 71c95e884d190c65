package io.millwright.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.Revocation;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker's life: what it shows, what it keeps, and how it says that it cannot start. */
class EmbeddedBrokerIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity PRESS = TestPki.device(ACME, "acme", "bremen", "press-1");

    @TempDir
    Path directory;

    private BrokerMounts mounts;

    EmbeddedBrokerIT() {
        mounts = new BrokerMounts(Path.of("unset"), Path.of("unset"), Path.of("unset"));
    }

    @BeforeEach
    void mount() {
        mounts = TestMounts.write(directory, "acme", "file", PKI.server("broker of acme"), ACME);
    }

    @Test
    void a_restart_keeps_port_sessions_retained_messages_and_denials() throws Exception {
        Revocation denied = new Revocation.OfDevice(new TenantId("acme"), new DeviceId("press-9"));
        int port;
        try (EmbeddedBroker broker = start(0);
                MqttTestClient device = client(broker, PRESS, "press-1")) {
            port = broker.port();
            device.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            device.subscribe("mw/v1/acme/bremen/press-1/command");
            device.raw()
                    .publishWith()
                    .topic("mw/v1/acme/bremen/press-1/state")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload("kept".getBytes(UTF_8))
                    .send();
            broker.control().deny(denied).toCompletableFuture().get(60, TimeUnit.SECONDS);
            device.raw().disconnect();
        }

        try (EmbeddedBroker broker = start(0);
                MqttTestClient runtime = client(broker, TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                MqttTestClient device = client(broker, PRESS, "press-1");
                MqttTestClient out = client(broker, TestPki.device(ACME, "acme", "bremen", "press-9"), "press-9")) {
            assertThat(broker.port()).isEqualTo(port);
            runtime.subscribe("mw/v1/acme/+/+/state");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runtime.received().equals(List.of("mw/v1/acme/bremen/press-1/state kept")));
            runtime.publish("mw/v1/acme/bremen/press-1/command", "go");
            device.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> device.received().equals(List.of("mw/v1/acme/bremen/press-1/command go")));
            assertThatThrownBy(out::connect).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(broker.control().isDenied(denied)).isTrue();
        }
    }

    @Test
    void it_takes_up_a_renewed_certificate_by_itself() throws Exception {
        try (EmbeddedBroker broker = start(0);
                MqttTestClient device = client(broker, PRESS, "press-1").connect()) {
            assertThat(shown(broker)).contains("CN=broker of acme");

            TestIdentity renewed = PKI.server("renewed broker of acme");
            Files.writeString(mounts.certificate(), renewed.chainPem());
            Files.writeString(mounts.privateKey(), renewed.keyPem());

            await().atMost(Duration.ofSeconds(90)).until(() -> shown(broker).contains("CN=renewed broker of acme"));
            assertThat(device.connected()).as("who was connected stays").isTrue();
            assertThat(device.disconnects()).isEmpty();
        }
    }

    @Test
    void a_second_broker_in_the_process_is_refused() {
        BrokerMounts others = TestMounts.write(
                directory.resolve("beta"), "beta", "in-memory", PKI.server("broker of beta"), PKI.tenant("beta"));
        try (EmbeddedBroker broker = start(0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBroker.Settings.loopback("beta", others, 0)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void openssl_sees_the_brokers_certificate() throws Exception {
        Assumptions.assumeTrue(onPath("openssl"), "openssl is not on the PATH");
        Path root = Files.writeString(directory.resolve("root.pem"), PKI.root().certificatePem());
        Path certificate = Files.writeString(directory.resolve("client.pem"), PRESS.chainPem());
        Path key = Files.writeString(directory.resolve("client.key"), PRESS.keyPem());
        try (EmbeddedBroker broker = start(0)) {
            String with = run(List.of(
                    "openssl",
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + broker.port(),
                    "-CAfile",
                    root.toString(),
                    "-cert",
                    certificate.toString(),
                    "-key",
                    key.toString(),
                    "-verify_ip",
                    "127.0.0.1",
                    "-verify_return_error",
                    "-brief"));

            assertThat(with).contains("broker of acme").contains("Verification: OK");
        }
    }

    @Test
    void mosquitto_publishes() throws Exception {
        Assumptions.assumeTrue(onPath("mosquitto_pub"), "mosquitto_pub is not on the PATH");
        Path root = Files.writeString(directory.resolve("root.pem"), PKI.root().certificatePem());
        Path certificate = Files.writeString(directory.resolve("client.pem"), PRESS.chainPem());
        Path key = Files.writeString(directory.resolve("client.key"), PRESS.keyPem());
        try (EmbeddedBroker broker = start(0)) {
            run(List.of(
                    "mosquitto_pub",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(broker.port()),
                    "--cafile",
                    root.toString(),
                    "--cert",
                    certificate.toString(),
                    "--key",
                    key.toString(),
                    "-i",
                    "press-1",
                    "-q",
                    "1",
                    "-t",
                    "mw/v1/acme/bremen/press-1/telemetry",
                    "-m",
                    "{}"));

            assertThat(broker.control().counters().of(new TenantId("acme")).telemetryAccepted())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_busy_port_is_a_sentence_and_leaves_nothing_running() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(busy.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining(Integer.toString(busy.getLocalPort()));
        }
        try (EmbeddedBroker broker = start(0)) {
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void a_missing_certificate_is_a_sentence() throws IOException {
        Files.delete(mounts.certificate());

        assertThatThrownBy(() -> start(0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("tls.crt");
    }

    @Test
    void a_deny_list_that_makes_no_sense_keeps_the_broker_from_starting() throws IOException {
        Files.createDirectories(mounts.extensionData());
        Files.writeString(mounts.extensionData().resolve("denied"), "nonsense\n");

        assertThatThrownBy(() -> start(0))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("deny list");
    }

    private EmbeddedBroker start(int port) {
        return EmbeddedBroker.start(EmbeddedBroker.Settings.loopback("acme", mounts, port));
    }

    private static MqttTestClient client(EmbeddedBroker broker, TestIdentity identity, String clientId) {
        return new MqttTestClient(broker.port(), PKI.root(), identity, clientId);
    }

    private static String shown(EmbeddedBroker broker) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) PRESS.tls(PKI.root()).getSocketFactory().createSocket("127.0.0.1", broker.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
