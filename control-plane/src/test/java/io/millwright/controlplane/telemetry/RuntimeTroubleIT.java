package io.millwright.controlplane.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The control plane in front of a runtime that does not behave, and readers that leave. */
class RuntimeTroubleIT extends MeasuredIT {

    @ParameterizedTest
    @EnumSource(
            value = RuntimeStandIn.Then.class,
            names = {"BREAK_OFF", "HANG"})
    void an_answer_that_breaks_off_is_not_taken_for_a_whole_one(RuntimeStandIn.Then then) throws Exception {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "time,value\r\n".repeat(10_000), then));
        HttpRequest request = stream("/history?device=press-1&tag=t&format=csv");

        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_reader_that_leaves_ends_the_runtimes_side_too() throws Exception {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "x".repeat(10_000), RuntimeStandIn.Then.AGAIN));
        URI api = platform.api();
        String question = "GET " + TELEMETRY + "/history?device=press-1&tag=t HTTP/1.1\r\nHost: " + api.getAuthority()
                + "\r\nX-Api-Key: " + key() + "\r\n\r\n";

        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            socket.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
        }

        assertThat(runtime.historyEnded.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_runtime_with_too_much_to_do_says_so() {
        runtime.answer.set(new RuntimeStandIn.Answer(429, "{}"));

        Answer busy = own.get(TELEMETRY + "/history?device=press-1&tag=t");

        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void a_runtime_that_fails_is_unavailable_and_says_when_to_come_again() {
        runtime.answer.set(new RuntimeStandIn.Answer(500, "<html>stack trace"));

        Answer failed = own.get(TELEMETRY + "/latest");

        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("Retry-After")).isEqualTo("5");
        assertThat(failed.response().body()).doesNotContain("stack trace");
    }

    @Test
    void a_runtime_that_says_nothing_does_not_hold_the_caller() {
        runtime.answer.set(new RuntimeStandIn.Answer(-1, ""));

        assertThat(own.get(TELEMETRY + "/latest").status()).isEqualTo(503);
    }

    @Test
    void what_the_runtime_refuses_is_said_in_its_words() {
        runtime.answer.set(new RuntimeStandIn.Answer(400, "{\"detail\":\"The range is too long.\"}"));

        Answer refused = own.get(TELEMETRY + "/history?device=d&tag=t");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asString()).isEqualTo("The range is too long.");
    }

    @Test
    void a_client_that_leaves_ends_the_runtimes_side_too() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> live = http.send(stream("/live"), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
                assertThat(live.statusCode()).isEqualTo(200);
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("data:"))
                                .findFirst())
                        .contains("data: {\"tag\":\"t\"}");
            }
        }

        assertThat(runtime.liveEnded.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** What was under way in that moment may still arrive; then it is over. */
    @Test
    @Timeout(60)
    void a_stream_ends_when_its_key_is_revoked() throws Exception {
        ApiKeys.FreshKey fresh = platform.bean(ApiKeys.class)
                .create(TENANT, new ApiKeys.NewKey("short", Grant.of(Role.VIEWER), null), new Caller.Administrator());
        HttpRequest request = HttpRequest.newBuilder(platform.api().resolve("/api/v1/tenants/measured/events"))
                .header("X-Api-Key", fresh.secret())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> events = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(events.statusCode()).isEqualTo(200);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("data:"))
                                .findFirst()
                                .orElseThrow())
                        .contains("\"phase\":\"Ready\"");
                platform.bean(ApiKeys.class).revoke(TENANT, fresh.key().id());
                while (lines.readLine() != null) {
                    // The end is what is waited for.
                }
            }
        }
    }

    @Test
    void a_renewed_certificate_is_used_without_a_restart() {
        tenant.certify("control-plane-renewed");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(own.get(TELEMETRY + "/latest").status()).isEqualTo(200);
            assertThat(runtime.callers.getLast()).contains("control-plane-renewed");
        });
    }

    private HttpRequest stream(String path) {
        return HttpRequest.newBuilder(platform.api().resolve(TELEMETRY + path))
                .header("X-Api-Key", key())
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
