package io.millwright.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.health.Readiness.TenantReadiness;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of tenants over HTTP. */
class HealthEndpointIT {

    @Test
    void roll_ups_that_lag_and_a_broker_that_is_not_heard_are_told_and_are_no_reason_not_to_be_ready()
            throws Exception {
        Readiness readiness = new Readiness(
                true,
                "",
                Map.of(
                        "acme",
                        new TenantReadiness(Reason.SERVING, "", Instant.EPOCH, "", Duration.ofMinutes(20), true),
                        "bolt",
                        new TenantReadiness(Reason.SERVING, "", Instant.EPOCH, "")));

        try (HealthEndpoint endpoint = new HealthEndpoint(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> true, () -> readiness);
                HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/readyz");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).containsOnlyOnce("rollupLagSeconds").contains("\"rollupLagSeconds\":1200}");
            assertThat(answer.body()).containsOnlyOnce("\"consuming\":true").containsOnlyOnce("\"consuming\":false");
        }
    }
}
