package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.millwright.brokerextension.home.BrokerHome;
import io.millwright.brokerextension.home.BrokerMounts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster's broker image unpacks, loaded by HiveMQ itself from its extensions directory. */
class PackagedExtensionIT {

    private static final Path PACKAGE = Path.of("target/millwright-broker-extension.zip");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void hivemq_loads_the_package_and_it_guards_the_broker() throws Exception {
        TestPki pki = TestPki.create();
        TestIdentity acme = pki.tenant("acme");
        TestMounts.write(home, "acme", "in-memory", pki.server("broker"), acme);
        BrokerMounts mounts = BrokerMounts.ofHome(home);
        Files.createDirectories(mounts.configuration().getParent());
        Files.move(home.resolve("config"), mounts.configuration());
        int port = freePort();
        BrokerHome.prepare(mounts, home.resolve("conf"), "127.0.0.1", port);
        Path extensions = Files.createDirectory(home.resolve("extensions"));
        unpack(extensions);
        assertThat(extensions.resolve("millwright-broker-extension/hivemq-extension.xml"))
                .exists();

        Process hiveMq = standalone();
        try {
            TestIdentity press = TestPki.device(acme, "acme", "bremen", "press-1");
            try (MqttTestClient device = new MqttTestClient(port, pki.root(), press, "press-1");
                    MqttTestClient liar = new MqttTestClient(port, pki.root(), press, "press-2")) {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> device.connect().connected());
                device.publish("mw/v1/acme/bremen/press-1/telemetry", "{}");
                assertThatThrownBy(liar::connect).isInstanceOf(Mqtt5ConnAckException.class);
            }
            try (MqttTestClient nobody = new MqttTestClient(port, pki.root(), null, "press-1")) {
                // The handlers that HiveMQ hides from extensions are found from the class loader it gives them, too.
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    assertThatThrownBy(nobody::connect).isInstanceOf(ConnectionClosedException.class);
                    return Files.readString(home.resolve("log.txt")).contains("reason=NO_CERTIFICATE");
                });
            }
        } finally {
            hiveMq.destroy();
            assertThat(hiveMq.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** HiveMQ's own main class, without our classes on its class path: those come from the package alone. */
    private Process standalone() throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("broker-extension") && !entry.contains("wire"))
                .filter(entry -> !entry.endsWith("classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dhivemq.home=" + home,
                        "-cp",
                        classPath,
                        "com.hivemq.HiveMQServer")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log.txt").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void unpack(Path target) throws IOException {
        try (InputStream file = Files.newInputStream(PACKAGE);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }
}
