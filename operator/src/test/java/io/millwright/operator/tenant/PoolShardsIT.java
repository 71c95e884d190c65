package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.runtime.RuntimeSecret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of a pool whose shards have two places each, and of which there may be two at first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoolShardsIT {

    private static final String FIRST = "millwright-pool";
    private static final String SECOND = "millwright-pool-2";
    private static final String THIRD = "millwright-pool-3";

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private FaultyApi api;

    @SuppressWarnings("NullAway.Init")
    private BareOperator operator;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        world = new World(directory);
        api = world.api();
        operator = operator(2);
    }

    @AfterAll
    void stop() {
        operator.close();
        api.close();
        world.close();
    }

    @Test
    @Order(1)
    void tenants_that_come_at_once_fill_the_first_shard_and_begin_the_second() {
        List<String> names = List.of("t1", "t2", "t3");
        names.forEach(name -> world.apply(name, "{tier: starter}"));
        names.forEach(world::awaitReady);

        assertThat(places().values()).containsExactlyInAnyOrder(FIRST, FIRST, SECOND);
        assertThat(gauge(FIRST)).isEqualTo(2);
        assertThat(gauge(SECOND)).isEqualTo(1);
    }

    @Test
    @Order(2)
    void a_shard_is_given_what_is_its_tenants_and_nothing_of_others() {
        for (String shard : List.of(FIRST, SECOND)) {
            Set<String> tenants = tenantsOf(shard);

            assertThat(tenantsOf(
                            world.client.secrets().inNamespace(shard).list().getItems()))
                    .as("Secrets in %s", shard)
                    .isEqualTo(tenants);
            assertThat(tenantsOf(
                            world.client.configMaps().inNamespace(shard).list().getItems()))
                    .as("authorities in %s", shard)
                    .isEqualTo(tenants);
            assertThat(mounted(shard)).as("mounted in %s", shard).isEqualTo(tenants);
            World.await(
                    "accepted in " + shard, () -> Optional.of(accepted(shard)).filter(tenants::equals));
            for (String tenant : tenants) {
                assertThat(document(shard, tenant)).contains("mqtts://broker." + shard + ".svc:8883");
                assertThat(alias(tenant))
                        .isEqualTo(
                                shard.equals(FIRST)
                                        ? Optional.empty()
                                        : Optional.of("tenant-runtime." + shard + ".svc.cluster.local"));
            }
        }
    }

    @Test
    @Order(3)
    void the_last_place_is_given_and_the_next_tenant_waits_with_a_sentence() {
        world.apply("t4", "{tier: starter}");
        world.awaitReady("t4");
        assertThat(tenantsOf(SECOND)).hasSize(2).contains("t4");

        world.apply("t5", "{tier: starter}");

        assertThat(TestInstallation.condition(world.awaitReason("t5", "RuntimeReady", "PoolFull"), "Ready")
                        .orElseThrow()
                        .getMessage())
                .contains("2 tenants in each of 2 shards", "millwright.operator.pool.shards");
        assertThat(world.client.namespaces().withName(THIRD).get()).isNull();
        assertThat(places()).doesNotContainKey("t5");
        assertThat(Stream.of(FIRST, SECOND).map(shard -> secret(shard, "t5")).filter(Optional::isPresent))
                .isEmpty();
    }

    @Test
    @Order(4)
    void a_deleted_tenant_frees_its_place_and_nobody_else_moves() {
        Map<String, String> before = places();
        String leaving = tenantsOf(FIRST).iterator().next();

        world.client.resource(world.tenant(leaving).orElseThrow()).delete();

        world.awaitReady("t5");
        before.remove(leaving);
        before.put("t5", FIRST);
        assertThat(places()).isEqualTo(before);
        World.await(
                "the shard serves whom it has places for",
                () -> Optional.of(mounted(FIRST)).filter(tenantsOf(FIRST)::equals));
    }

    @Test
    @Order(5)
    void a_place_that_somebody_edits_or_loses_is_the_one_where_the_tenant_is_served() {
        Map<String, String> before = places();
        String tenant = tenantsOf(SECOND).iterator().next();

        world.client
                .namespaces()
                .withName("tenant-" + tenant)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"millwright.io/pool\":\"millwright-pool\"}}}");

        awaitPlaces(before);
        Namespace deleted =
                world.client.namespaces().withName("tenant-" + tenant).get();
        world.client.resource(deleted).delete();
        World.await(
                "it is there again",
                () -> Optional.ofNullable(world.client.resource(deleted).get())
                        .filter(now -> !now.getMetadata()
                                .getUid()
                                .equals(deleted.getMetadata().getUid())));
        awaitPlaces(before);
        world.awaitReady(tenant);
        assertThat(secret(FIRST, tenant)).isEmpty();
    }

    @Test
    @Order(6)
    void another_shard_may_come_later_and_a_new_operator_finds_everybody_where_they_were() throws Exception {
        world.apply("t6", "{tier: starter}");
        world.awaitReason("t6", "RuntimeReady", "PoolFull");
        Map<String, String> before = places();

        operator.close();
        operator = operator(3);

        world.awaitReady("t6");
        before.put("t6", THIRD);
        assertThat(places()).isEqualTo(before);
        assertThat(mounted(THIRD)).containsExactly("t6");
    }

    @Test
    @Order(7)
    void what_lies_of_a_tenant_in_another_shard_is_taken_away() {
        Secret own = secret(THIRD, "t6").orElseThrow();
        own.getMetadata().setNamespace(FIRST);
        own.getMetadata().setResourceVersion(null);
        own.getMetadata().setUid(null);
        own.getMetadata().setManagedFields(null);
        world.client.resource(own).create();

        world.apply("t6", "{tier: starter, displayName: look again, limits: {messagesPerSecond: 7}}");

        World.await(
                "it is gone",
                () -> secret(FIRST, "t6").isEmpty() && !mounted(FIRST).contains("t6")
                        ? Optional.of(true)
                        : Optional.empty());
        assertThat(places()).containsEntry("t6", THIRD);
    }

    private BareOperator operator(int shards) throws Exception {
        return world.operator(
                api,
                Map.of(
                        "millwright.operator.pool.tenants",
                        "2",
                        "millwright.operator.pool.shards",
                        String.valueOf(shards)));
    }

    private void awaitPlaces(Map<String, String> expected) {
        World.await("everybody is where they were", () -> Optional.of(places()).filter(expected::equals));
    }

    /** Shard by tenant, as the tenants' namespaces say. */
    private Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        for (Namespace namespace : world.client.namespaces().list().getItems()) {
            Labels.annotation(namespace, TenantNamespace.POOL)
                    .ifPresent(shard -> places.put(Labels.tenantOf(namespace).orElseThrow(), shard));
        }
        return places;
    }

    private Set<String> tenantsOf(String shard) {
        return places().entrySet().stream()
                .filter(place -> place.getValue().equals(shard))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> tenantsOf(List<? extends HasMetadata> objects) {
        return objects.stream()
                .flatMap(object -> Labels.tenantOf(object).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> mounted(String shard) {
        Deployment runtime = world.client
                .apps()
                .deployments()
                .inNamespace(shard)
                .withName(Names.RUNTIME)
                .get();
        return runtime.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .map(source -> source.getSecret().getName().replaceFirst("^runtime-", ""))
                .collect(Collectors.toSet());
    }

    private Set<String> accepted(String shard) {
        ConfigMap configuration = world.client
                .configMaps()
                .inNamespace(shard)
                .withName(Names.BROKER_CONFIG)
                .get();
        return configuration
                .getData()
                .getOrDefault(BrokerAuthorities.KEY, "")
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());
    }

    private Optional<Secret> secret(String shard, String tenant) {
        return Optional.ofNullable(world.client
                .secrets()
                .inNamespace(shard)
                .withName(Names.runtimeSecret(tenant))
                .get());
    }

    private String document(String shard, String tenant) {
        return secret(shard, tenant)
                .flatMap(secret -> Secrets.text(secret, RuntimeSecret.DOCUMENT))
                .orElseThrow();
    }

    /** What the Service that the control plane looks for in the tenant's namespace stands for. */
    private Optional<String> alias(String tenant) {
        return Optional.ofNullable(world.client
                        .services()
                        .inNamespace("tenant-" + tenant)
                        .withName(Names.RUNTIME)
                        .get())
                .map(Service::getSpec)
                .map(spec -> spec.getExternalName());
    }

    private double gauge(String shard) {
        return operator.bean(MeterRegistry.class)
                .get("millwright.operator.pool.tenants")
                .tag("pool", shard)
                .gauge()
                .value();
    }
}
