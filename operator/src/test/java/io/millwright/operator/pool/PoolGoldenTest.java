package io.millwright.operator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.plan.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the pool's broker is configured with: {@code golden/pool}, written anew by {@code -Dgolden.write=true}. */
class PoolGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/pool");
    private static final Installation INSTALLATION = new Installation(
            "example.com",
            new Installation.Images("broker:1", "emqx:1", "historian:1", "tenant-runtime:1"),
            List.of(),
            List.of("localhost"),
            List.of("enroll.example.com"),
            "jdbc:postgresql://pool.example.com:6543/",
            "jdbc:postgresql://historian.{namespace}.svc:5432/",
            new Installation.HistorianClusters(
                    "historian-cluster:1", "jdbc:postgresql://{cluster}/", "cnpg-system", null),
            Set.of(),
            null,
            null);
    private static final PoolSettings SETTINGS = new PoolSettings(200, 6_000, "2", "4Gi", 20, "2", "4Gi");

    @Test
    void the_broker_is_told_the_authority_of_each_pooled_tenant_in_the_order_of_names() throws IOException {
        compare("broker-config-tenants.yaml", Map.of("small", "key+of/small==", "acme", "key+of/acme=="));
    }

    @Test
    void a_pool_without_tenants_accepts_nobody() throws IOException {
        compare("broker-config-nobody.yaml", Map.of());
    }

    @Test
    void a_newcomer_restarts_no_broker() {
        PoolPlan one = plan(Map.of("acme", "a"));
        PoolPlan two = plan(Map.of("acme", "a", "small", "b"));

        assertThat(PoolObjects.broker(two)).isEqualTo(PoolObjects.broker(one));
    }

    private static void compare(String file, Map<String, String> authorities) throws IOException {
        Path golden = GOLDEN.resolve(file);
        String actual = Serialization.asYaml(PoolObjects.brokerConfiguration(plan(authorities)))
                .replaceFirst("^---\n", "");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static PoolPlan plan(Map<String, String> authorities) {
        return new PoolPlan(INSTALLATION, SETTINGS, List.copyOf(authorities.keySet()), authorities);
    }
}
