package io.millwright.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantRuntimeIT {

    @TempDir
    Path tenants;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(Map<String, String> environment) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(0);
        return TenantRuntime.run(environment, new PrintStream(said, true, StandardCharsets.UTF_8), stopped);
    }

    @Test
    void it_starts_and_stops_cleanly() throws Exception {
        assertThat(run(Map.of("TENANTS_DIR", tenants.toString(), "HTTP_PORT", "0")))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_busy_port_is_one_sentence_and_code_two() throws Exception {
        try (ServerSocket busy = new ServerSocket(0)) {
            String port = String.valueOf(busy.getLocalPort());

            assertThat(run(Map.of("TENANTS_DIR", tenants.toString(), "HTTP_PORT", port)))
                    .isEqualTo(2);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .startsWith("Port " + port + " cannot be used: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void a_missing_directory_is_one_sentence_and_code_two() throws Exception {
        assertThat(run(Map.of("TENANTS_DIR", tenants.resolve("absent").toString())))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("TENANTS_DIR must name a directory")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "80a", "999999", "8080 "})
    void a_port_that_is_none_is_refused(String port) {
        assertThatThrownBy(() -> RuntimeSettings.of(Map.of("TENANTS_DIR", tenants.toString(), "HTTP_PORT", port)))
                .hasMessage("HTTP_PORT must be a port from 0 to 65535, not '" + port + "'.");
    }

    @Test
    void the_port_has_a_default() {
        assertThat(RuntimeSettings.of(Map.of("TENANTS_DIR", tenants.toString())).port())
                .isEqualTo(8080);
    }
}
