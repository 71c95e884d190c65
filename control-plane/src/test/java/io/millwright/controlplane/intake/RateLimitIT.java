package io.millwright.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class RateLimitIT extends ControlPlaneIT {

    @Test
    void who_asks_too_often_waits_and_the_neighbour_does_not() {
        TenantId loud = tenant("loud");
        TenantId quiet = tenant("quiet");
        try (ConfigurableApplicationContext slow = platform()
                .start(List.of(
                        "millwright.control-plane.rate.per-second=1",
                        "millwright.control-plane.rate.burst=3",
                        "millwright.control-plane.rate.failures-per-minute=2"))) {
            URI origin = TestPlatform.origin(slow);
            ApiClient first = new ApiClient(origin, key(loud));
            ApiClient second = new ApiClient(origin, key(loud));
            for (int i = 0; i < 20; i++) {
                first.get("/api/v1/me");
            }

            // One a second is let in, and may be the next one.
            Answer refused = Stream.generate(() -> second.get("/api/v1/me"))
                    .limit(20)
                    .filter(answer -> answer.status() != 200)
                    .findFirst()
                    .orElseThrow();

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body().path("type").asString()).isEqualTo("/problems/too-many-requests");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(new ApiClient(origin, key(quiet)).get("/api/v1/me").status())
                    .isEqualTo(200);

            ApiClient guessing = new ApiClient(origin, "mwk_guess");
            guessing.get("/api/v1/me");
            guessing.get("/api/v1/me");
            assertThat(guessing.get("/api/v1/me").status()).isEqualTo(429);
            assertThat(new ApiClient(origin, key(quiet)).get("/api/v1/me").status())
                    .isEqualTo(200);
        }
    }

    private static String key(TenantId tenant) {
        return secretOf(tenant, Grant.of(Role.VIEWER));
    }
}
