package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the operator emitted, of every tier and of the pool, is edited or deleted by hand and is as before; what belongs to
 * others stays. The objects are those that are found, so a new one is tested as soon as it is emitted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftIT {

    private static final String OTHERS = "{\"metadata\":{\"labels\":{\"other/label\":\"theirs\"},"
            + "\"annotations\":{\"other/annotation\":\"theirs\"}}}";

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
        operator = world.operator(
                api, Map.of("millwright.operator.pool.tenants", "1", "millwright.operator.pool.shards", "2"));
        for (String tier : Plans.shippedTiers().names()) {
            world.apply("is-" + tier, "{tier: %s}".formatted(tier));
        }
        for (String tier : Plans.shippedTiers().names()) {
            World.await(tier + " stands", () -> world.tenant("is-" + tier).filter(DriftIT::hasBeenLookedAt));
        }
        // In the second shard of the pool, which has everything that the first has.
        world.apply("is-another", "{tier: starter}");
        World.await("the second shard stands", () -> world.tenant("is-another").filter(DriftIT::hasBeenLookedAt));
        settled();
    }

    @AfterAll
    void stop() {
        operator.close();
        api.close();
        world.close();
    }

    @Test
    void what_stands_in_the_cluster_passes_the_multi_tenancy_benchmarks() {
        assertThat(MultiTenancyBenchmark.scopes(world.objects().values()))
                .hasSizeGreaterThan(4)
                .allSatisfy(scope ->
                        assertThat(MultiTenancyBenchmark.violations(scope)).isEmpty());
    }

    @Test
    void every_edited_field_of_ours_is_as_before() {
        Map<String, String> before = intents();
        List<String> untouched = new ArrayList<>();
        for (HasMetadata object : ours()) {
            if (!edit(object)) {
                untouched.add(object.getKind() + " " + object.getMetadata().getName());
            }
        }

        assertThat(untouched)
                .as("objects of which no field of ours can be edited")
                .isEmpty();
        returnsTo(before);
    }

    @Test
    void every_deleted_object_is_there_again() {
        Map<String, String> before = uids();
        for (HasMetadata object : ours()) {
            if (!(object instanceof Namespace)) {
                world.client.resource(object).delete();
            }
        }

        World.await("everything is there again", () -> {
            Map<String, String> now = uids();
            return now.keySet().equals(before.keySet())
                            && before.entrySet().stream()
                                    .filter(entry -> !entry.getKey().startsWith("Namespace "))
                                    .noneMatch(now.entrySet()::contains)
                    ? Optional.of(true)
                    : Optional.empty();
        });
    }

    @Test
    void what_belongs_to_others_is_left_alone() {
        for (HasMetadata object : ours()) {
            world.client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), OTHERS);
        }
        Deployment scaled = world.client
                .apps()
                .deployments()
                .inNamespace("tenant-is-professional")
                .withName(Names.RUNTIME)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"replicas\":2,\"template\":{\"metadata\":{\"annotations\":{\"sidecar/injected\":\"yes\"}}}}}");
        settled();
        double writes = operator.writes();
        for (String tier : Plans.shippedTiers().names()) {
            world.apply("is-" + tier, "{tier: %s, suspended: true}".formatted(tier));
            world.apply("is-" + tier, "{tier: %s}".formatted(tier));
        }
        settled();

        assertThat(operator.writes()).isGreaterThan(writes);
        assertThat(ours())
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .as("%s %s", object.getKind(), object.getMetadata().getName())
                        .containsEntry("other/label", "theirs"))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getAnnotations()).containsEntry("other/annotation", "theirs"));
        Deployment now = world.client.resource(scaled).get();
        assertThat(now.getSpec().getReplicas()).as("the autoscaler's").isEqualTo(2);
        assertThat(now.getSpec().getTemplate().getMetadata().getAnnotations()).containsEntry("sidecar/injected", "yes");
    }

    /** What the operator keeps as it wants it; keys are never replaced, and what they are issued for is no drift. */
    private List<HasMetadata> ours() {
        return world.objects().values().stream()
                .filter(object -> !(object instanceof Tenant))
                .filter(object ->
                        !Names.PKI_NAMESPACE.equals(object.getMetadata().getNamespace()))
                .filter(object ->
                        !Names.PKI_NAMESPACE.equals(object.getMetadata().getName()))
                .toList();
    }

    /** A field of ours is given another value: the first one that the API server lets anybody change. */
    private boolean edit(HasMetadata object) {
        GenericKubernetesResource stored = Serialization.unmarshal(
                Serialization.asJson(world.client.resource(object).get()), GenericKubernetesResource.class);
        Map<String, Object> tree = Serialization.unmarshal(Serialization.asJson(stored), Map.class);
        Map<String, Object> fields = object.getMetadata().getManagedFields().stream()
                .filter(entry -> Labels.OPERATOR.equals(entry.getManager()) && entry.getSubresource() == null)
                .map(entry -> entry.getFieldsV1().getAdditionalProperties())
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> edits = new ArrayList<>();
        Fields.leaves("", fields, tree, edits);
        for (Map<String, Object> edit : edits) {
            try {
                world.client
                        .resource(object)
                        .patch(PatchContext.of(PatchType.JSON), Serialization.asJson(List.of(edit)));
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() != 422 && e.getCode() != 400) {
                    throw e;
                }
            }
        }
        return false;
    }

    private void settled() {
        World.await("nobody waits", () -> operator.watch().waiting() == 0 ? Optional.of(true) : Optional.empty());
    }

    private void returnsTo(Map<String, String> before) {
        try {
            World.await("as before", () -> intents().equals(before) ? Optional.of(true) : Optional.empty());
        } catch (ConditionTimeoutException e) {
            Map<String, String> now = intents();
            now.entrySet().removeAll(before.entrySet());
            Map<String, String> missing = new LinkedHashMap<>(before);
            missing.entrySet().removeAll(intents().entrySet());
            throw new AssertionError("not as before: %s%nbut: %s".formatted(missing, now), e);
        }
    }

    /** Every object as the operator wants it; certificates are issued anew when one was deleted. */
    private Map<String, String> intents() {
        Map<String, String> intents = new TreeMap<>();
        world.objects().forEach((key, object) -> {
            if (!(object instanceof Tenant)) {
                intents.put(key, Essence.of(object, "no incarnation"));
            }
        });
        return intents;
    }

    private Map<String, String> uids() {
        Map<String, String> uids = new TreeMap<>();
        ours().forEach(object -> uids.put(
                "%s %s/%s"
                        .formatted(
                                object.getKind(),
                                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                                object.getMetadata().getName()),
                object.getMetadata().getUid()));
        return uids;
    }

    private static boolean hasBeenLookedAt(Tenant tenant) {
        return tenant.getStatus() != null
                && tenant.getStatus().getConditions().stream()
                        .noneMatch(condition -> condition.getReason().endsWith("Starting")
                                || condition.getReason().endsWith("Pending")
                                || condition.getReason().equals("Waiting"));
    }
}
