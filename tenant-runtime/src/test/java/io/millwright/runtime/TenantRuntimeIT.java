package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.brokerextension.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantRuntimeIT {

    @TempDir
    Path tenants;

    @TempDir
    Path tls;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void certify() throws IOException {
        TestIdentity server = TestTenants.pki().server("tenant-runtime");
        Files.writeString(tls.resolve("tls.crt"), server.chainPem());
        Files.writeString(tls.resolve("tls.key"), server.keyPem());
        Files.writeString(tls.resolve("ca.crt"), TestTenants.root().certificatePem());
    }

    private Map<String, String> environment(String... others) {
        Map<String, String> environment =
                new HashMap<>(Map.of("TENANTS_DIR", tenants.toString(), "TLS_DIR", tls.toString()));
        for (int i = 0; i < others.length; i += 2) {
            environment.put(others[i], others[i + 1]);
        }
        return environment;
    }

    private int run(Map<String, String> environment) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(0);
        return TenantRuntime.run(environment, new PrintStream(said, true, StandardCharsets.UTF_8), stopped);
    }

    @Test
    void it_starts_and_stops_cleanly() throws Exception {
        assertThat(run(environment("HTTP_PORT", "0", "HTTPS_PORT", "0"))).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_busy_port_is_one_sentence_and_code_two() throws Exception {
        try (ServerSocket busy = new ServerSocket(0)) {
            String port = String.valueOf(busy.getLocalPort());

            assertThat(run(environment("HTTP_PORT", port, "HTTPS_PORT", "0"))).isEqualTo(2);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .startsWith("Ports " + port + " and 0 cannot be served: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_missing_directory_is_one_sentence_and_code_two() throws Exception {
        assertThat(run(environment("TENANTS_DIR", tenants.resolve("absent").toString())))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("TENANTS_DIR must name a directory")
                .hasLineCount(1);
    }

    @Test
    void unusable_certificates_are_one_sentence_and_code_two() throws Exception {
        Files.writeString(tls.resolve("tls.key"), "no key");

        assertThat(run(environment("HTTP_PORT", "0", "HTTPS_PORT", "0"))).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("tls.key").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "80a", "999999", "8080 "})
    void a_port_that_is_none_is_refused(String port) {
        assertThatThrownBy(() -> RuntimeSettings.of(environment("HTTP_PORT", port, "HTTPS_PORT", "0")))
                .hasMessage("HTTP_PORT must be a port from 0 to 65535, not '" + port + "'.");
    }

    @Test
    void the_port_has_a_default() {
        assertThat(RuntimeSettings.of(environment()))
                .isEqualTo(new RuntimeSettings(tenants, tls, new InetSocketAddress(8080), new InetSocketAddress(8443)));
    }
}
