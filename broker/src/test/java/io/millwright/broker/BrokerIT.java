package io.millwright.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.brokerextension.MqttTestClient;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.brokerextension.home.BrokerMounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a container runs it: volumes of which it may write one, and the temporary directory. */
class BrokerIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final String TOPIC = "mw/v1/acme/bremen/press-1/telemetry";
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    Path home;

    @AfterEach
    void writable() throws IOException {
        readOnly(false);
    }

    @Test
    void it_serves_from_read_only_mounts_and_a_stop_in_order_keeps_what_it_has_acknowledged() throws Exception {
        lay();
        readOnly(true);
        int port = freePort();
        Process broker = start(port);
        try (MqttTestClient runtime = client(port, TestPki.runtime(ACME, "acme"), "acme.runtime");
                MqttTestClient device = client(port, TestPki.device(ACME, "acme", "bremen", "press-1"), "press-1")) {
            awaitServing(broker, port);
            runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            runtime.subscribe("mw/v1/acme/+/+/telemetry");
            runtime.raw().disconnect();
            device.connect();
            device.publish(TOPIC, "kept");

            broker.destroy();

            assertThat(broker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            broker.destroyForcibly();
        }

        Process next = start(port);
        try (MqttTestClient runtime = client(port, TestPki.runtime(ACME, "acme"), "acme.runtime")) {
            awaitServing(next, port);
            runtime.connect(connect -> connect.cleanStart(false).sessionExpiryInterval(3600));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runtime.received().equals(List.of(TOPIC + " kept")));
        } finally {
            next.destroyForcibly();
        }
        assertThat(Files.list(home.resolve("data"))
                        .map(path -> path.getFileName().toString()))
                .as("key stores are not kept on the volume")
                .doesNotContain("conf");
    }

    @Test
    void without_its_certificate_it_ends_with_a_sentence() throws Exception {
        Files.delete(lay().certificate());

        Process broker = start(freePort());
        String output = new String(broker.getInputStream().readAllBytes(), UTF_8);

        assertThat(broker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(broker.exitValue()).isEqualTo(2);
        assertThat(output).contains("\"CannotStart\"").contains("tls.crt");
    }

    /** As a pod has it mounted. */
    private BrokerMounts lay() throws IOException {
        BrokerMounts laid = TestMounts.write(home.resolve("laid"), "acme", "file", PKI.server("broker of acme"), ACME);
        BrokerMounts mounts = BrokerMounts.ofHome(home);
        Files.createDirectories(mounts.configuration().getParent());
        Files.move(laid.tls(), mounts.tls());
        Files.move(laid.configuration(), mounts.configuration());
        Files.createDirectory(mounts.data());
        return mounts;
    }

    private void readOnly(boolean on) throws IOException {
        try (Stream<Path> mounted = Stream.of("tls", "conf", "conf/millwright").map(home::resolve)) {
            mounted.filter(Files::exists)
                    .forEach(path -> assertThat(path.toFile().setWritable(!on)).isTrue());
        }
    }

    private Process start(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        Broker.class.getName(),
                        home.toString(),
                        LOOPBACK,
                        Integer.toString(port))
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    /** As its readiness probe looks. */
    private static void awaitServing(Process broker, int port) {
        Thread.ofVirtual().start(() -> broker.inputReader(UTF_8).lines().forEach(line -> {}));
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            assertThat(broker.isAlive()).isTrue();
            try (var probe = new Socket(LOOPBACK, port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static MqttTestClient client(int port, TestIdentity identity, String clientId) {
        return new MqttTestClient(port, PKI.root(), identity, clientId);
    }
}
