package io.millwright.operator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.TlsMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a shard of the pool is made of, and what its broker is configured with: {@code golden/pool}, written anew by
 * {@code -Dgolden.write=true}.
 */
class PoolGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/pool");
    private static final String SECOND = "second-shard";
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
    private static final PoolSettings SETTINGS = new PoolSettings(10, 200, 6_000, "2", "4Gi", 20, "2", "4Gi");

    @Test
    void the_broker_is_told_the_authority_of_each_pooled_tenant_in_the_order_of_names() throws IOException {
        compare("broker-config-tenants.yaml", Map.of("small", "key+of/small==", "acme", "key+of/acme=="));
    }

    @Test
    void a_pool_without_tenants_accepts_nobody() throws IOException {
        compare("broker-config-nobody.yaml", Map.of());
    }

    @Test
    void a_second_shard_is_all_that_the_first_is_under_the_same_names_in_a_namespace_of_its_own() throws IOException {
        for (HasMetadata object : everything(plan("millwright-pool-2", Map.of("third", "key+of/third==")))) {
            compare(SECOND + "/" + file(object), yaml(object));
        }
    }

    @Test
    void shards_are_equal_but_for_their_namespace_and_whom_they_serve() {
        List<HasMetadata> first = everything(plan(Map.of("acme", "a")));
        List<HasMetadata> second = everything(plan("millwright-pool-2", Map.of("acme", "a")));

        assertThat(second.stream().map(PoolGoldenTest::yaml).map(yaml -> yaml.replace("pool-2\"", "pool\"")))
                .containsExactlyElementsOf(
                        first.stream().map(PoolGoldenTest::yaml).toList());
    }

    @Test
    void every_golden_file_is_used() throws IOException {
        assertThat(files(GOLDEN))
                .containsExactlyInAnyOrder("broker-config-nobody.yaml", "broker-config-tenants.yaml", SECOND);
        assertThat(files(GOLDEN.resolve(SECOND)))
                .containsExactlyInAnyOrderElementsOf(everything(plan("millwright-pool-2", Map.of())).stream()
                        .map(PoolGoldenTest::file)
                        .toList());
    }

    @Test
    void a_newcomer_restarts_no_broker() {
        PoolPlan one = plan(Map.of("acme", "a"));
        PoolPlan two = plan(Map.of("acme", "a", "small", "b"));

        assertThat(PoolObjects.broker(two)).isEqualTo(PoolObjects.broker(one));
    }

    private static void compare(String file, Map<String, String> authorities) throws IOException {
        compare(file, yaml(PoolObjects.brokerConfiguration(plan(authorities))));
    }

    private static String yaml(HasMetadata object) {
        return Serialization.asYaml(object).replaceFirst("^---\n", "");
    }

    private static String file(HasMetadata object) {
        return "%s-%s.yaml".formatted(object.getKind(), object.getMetadata().getName());
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void compare(String file, String actual) throws IOException {
        Path golden = GOLDEN.resolve(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.resolve(SECOND));
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static List<HasMetadata> everything(PoolPlan plan) {
        TlsMaterial material = new TlsMaterial("certificates", "key", "device root");
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(PoolNamespace.of(plan.namespace()));
        objects.addAll(PoolObjects.policies(plan));
        objects.addAll(PoolObjects.accounts(plan));
        objects.add(PoolObjects.brokerTls(plan, material));
        objects.add(PoolObjects.runtimeTls(plan, material));
        objects.add(PoolObjects.brokerConfiguration(plan));
        objects.add(PoolObjects.brokerService(plan));
        objects.add(PoolObjects.broker(plan));
        objects.add(PoolObjects.runtimeService(plan));
        objects.add(PoolObjects.runtime(plan));
        return objects;
    }

    private static PoolPlan plan(Map<String, String> authorities) {
        return plan("millwright-pool", authorities);
    }

    private static PoolPlan plan(String namespace, Map<String, String> authorities) {
        return new PoolPlan(namespace, INSTALLATION, SETTINGS, List.copyOf(authorities.keySet()), authorities);
    }
}
