package io.millwright.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyIT extends ControlPlaneIT {

    @Test
    void the_same_request_again_has_one_effect_and_the_same_answer() {
        ApiClient own = keyOf(tenant("once"));
        String keys = "/api/v1/tenants/once/api-keys";

        Answer first = own.post(keys, "{\"name\":\"ci\"}", "Idempotency-Key", "k-1");
        Answer again = own.post(keys, "{\"name\":\"ci\"}", "Idempotency-Key", "k-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(named(own, keys, "ci")).isEqualTo(1);
    }

    @Test
    void the_key_with_another_body_is_refused() {
        ApiClient own = keyOf(tenant("mixed-up"));
        own.post("/api/v1/tenants/mixed-up/api-keys", "{\"name\":\"a\"}", "Idempotency-Key", "k-2");

        Answer other = own.post("/api/v1/tenants/mixed-up/api-keys", "{\"name\":\"b\"}", "Idempotency-Key", "k-2");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().path("type").asString()).isEqualTo("/problems/idempotency-mismatch");
    }

    @Test
    void twenty_at_the_same_time_run_once() throws Exception {
        ApiClient own = keyOf(tenant("rush"));
        String keys = "/api/v1/tenants/rush/api-keys";
        Set<String> answers = new HashSet<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> own.post(keys, "{\"name\":\"r\"}", "Idempotency-Key", "k-3")))
                    .toList();
            for (Future<Answer> one : all) {
                assertThat(one.get().status()).isEqualTo(201);
                answers.add(one.get().response().body());
            }
        }

        assertThat(answers).hasSize(1);
        assertThat(named(own, keys, "r")).isEqualTo(1);
    }

    @Test
    void what_was_refused_may_be_corrected_under_the_same_key() {
        ApiClient own = keyOf(tenant("second-try"));

        Answer refused = own.post("/api/v1/tenants/second-try/api-keys", "{\"name\":\"\"}", "Idempotency-Key", "k-4");
        Answer corrected =
                own.post("/api/v1/tenants/second-try/api-keys", "{\"name\":\"x\"}", "Idempotency-Key", "k-4");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(corrected.status()).isEqualTo(201);
    }

    @Test
    void another_callers_key_of_the_same_text_is_another_key() {
        ApiClient one = keyOf(tenant("twin-a"));
        ApiClient two = keyOf(tenant("twin-b"));

        String first = one.post("/api/v1/tenants/twin-a/api-keys", "{\"name\":\"x\"}", "Idempotency-Key", "k-5")
                .response()
                .body();
        Answer second = two.post("/api/v1/tenants/twin-b/api-keys", "{\"name\":\"x\"}", "Idempotency-Key", "k-5");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.response().body()).isNotEqualTo(first);
    }

    @Test
    void the_database_holds_no_fresh_secret() {
        ApiClient own = keyOf(tenant("sealed"));

        String secret = own.post("/api/v1/tenants/sealed/api-keys", "{\"name\":\"x\"}", "Idempotency-Key", "k-6")
                .body()
                .path("apiKey")
                .asString();

        assertThat(secret).startsWith("mwk_");
        assertThat(platform()
                        .bean(JdbcClient.class)
                        .sql("SELECT answer FROM idempotency WHERE answer IS NOT NULL")
                        .query((row, _) -> new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
                        .list())
                .isNotEmpty()
                .noneMatch(answer -> answer.contains(secret) || answer.contains("apiKey"));
    }

    private static long named(ApiClient client, String path, String name) {
        return client.get(path).body().path("items").findValuesAsString("name").stream()
                .filter(name::equals)
                .count();
    }
}
