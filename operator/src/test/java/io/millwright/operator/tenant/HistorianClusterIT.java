package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.historian.cluster.HistorianCluster;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.historian.cluster.ScheduledBackup;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An enterprise tenant on a cluster that has CloudNativePG's definitions; its operator is the test's node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistorianClusterIT {

    private static final Path DEFINITIONS = Path.of("../../shared/contracts/crds/cloudnative-pg");

    private @Nullable TestInstallation started;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isDirectory(DEFINITIONS), "CloudNativePG's definitions are not here: " + DEFINITIONS);
        started = new TestInstallation(
                directory,
                List.of(
                        DEFINITIONS.resolve("postgresql.cnpg.io_clusters.yaml"),
                        DEFINITIONS.resolve("postgresql.cnpg.io_scheduledbackups.yaml")),
                "millwright.operator.backup.destination=s3://backups/historians");
    }

    @AfterAll
    void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void an_enterprise_tenant_gets_a_cluster_and_a_database_in_it() {
        installation().apply("large", "{tier: enterprise}");

        Tenant tenant = installation().awaitReason("large", "HistorianReady", "Running");

        PostgresCluster cluster = cluster(tenant).orElseThrow();
        assertThat(cluster.getSpec().instances()).isEqualTo(3);
        assertThat(cluster.getMetadata().getOwnerReferences())
                .as("deleting a Tenant cascades onto nothing")
                .isEmpty();
        assertThat(backup(tenant)).isPresent();
        assertThat(installation().query("SELECT datname FROM pg_database")).contains("large_" + incarnation(tenant));
        assertThat(installation()
                        .client
                        .apps()
                        .statefulSets()
                        .inNamespace("tenant-large")
                        .withName(Names.HISTORIAN)
                        .get())
                .isNull();
    }

    @Test
    void a_hand_edit_is_undone_and_a_deleted_schedule_is_back() {
        installation().apply("edited", "{tier: enterprise}");
        Tenant tenant = installation().awaitReason("edited", "HistorianReady", "Running");

        installation()
                .client
                .genericKubernetesResources("postgresql.cnpg.io/v1", "Cluster")
                .inNamespace("tenant-edited")
                .withName(name(tenant))
                .edit(found -> {
                    found.setAdditionalProperty(
                            "spec", changed(Objects.requireNonNull(found.<Map<String, Object>>get("spec"))));
                    return found;
                });
        installation().client.resource(backup(tenant).orElseThrow()).delete();

        TestInstallation.await(
                "three instances again",
                () -> cluster(tenant).filter(found -> found.getSpec().instances() == 3));
        TestInstallation.await("the schedule is back", () -> backup(tenant));
        assertThat(installation()
                        .client
                        .genericKubernetesResources("postgresql.cnpg.io/v1", "Cluster")
                        .inNamespace("tenant-edited")
                        .withName(name(tenant))
                        .get()
                        .<String>get("spec", "description"))
                .as("a field that is not ours")
                .isEqualTo("by hand");
    }

    @Test
    void a_historian_that_its_tier_or_another_makes_otherwise_is_kept_and_the_change_refused(@TempDir Path directory)
            throws Exception {
        installation().apply("steady", "{tier: enterprise}");
        Tenant tenant = installation().awaitReason("steady", "HistorianReady", "Running");
        String shipped = Plans.shippedCatalog();
        String single = shipped.substring(shipped.indexOf("- name: enterprise"))
                .replace("engine: CLOUD_NATIVE_PG, replicas: 3", "replicas: 1");
        Path catalog = Files.writeString(
                directory.resolve("tiers.yaml"),
                shipped.substring(0, shipped.indexOf("- name: enterprise"))
                        + single
                        + "\n"
                        + single.replace("enterprise", "single"));

        installation().restartOperator("millwright.operator.tier.catalog=file:" + catalog);
        Tenant edited = installation().awaitReason("steady", "Ready", "TierChangeUnsupported");
        installation().apply("steady", "{tier: single}");
        Tenant changed = TestInstallation.await(
                "the change is refused",
                () -> installation()
                        .tenant("steady")
                        .filter(found -> message(found).contains("from enterprise to single")));

        assertThat(message(edited)).contains("SERVER for CLOUD_NATIVE_PG", "set the tier back in the catalog");
        assertThat(message(changed)).contains("SERVER for CLOUD_NATIVE_PG", "set spec.tier back to enterprise");
        assertThat(cluster(tenant).orElseThrow().getSpec().instances()).isEqualTo(3);
        assertThat(installation()
                        .client
                        .apps()
                        .statefulSets()
                        .inNamespace("tenant-steady")
                        .withName(Names.HISTORIAN)
                        .get())
                .isNull();
        installation().apply("steady", "{tier: enterprise}");
        installation().restartOperator();
        installation().awaitReason("steady", "Ready", "NodeCannotRealise");
    }

    private static String message(Tenant tenant) {
        return TestInstallation.condition(tenant, "Ready").orElseThrow().getMessage();
    }

    @Test
    void what_cloud_native_pg_says_is_passed_on() {
        installation().apply("full", "{tier: enterprise}");
        Tenant tenant = installation().awaitReason("full", "HistorianReady", "Running");

        annotate(tenant, TestNode.TROUBLE, "no room on historian-1");

        Condition condition = TestInstallation.condition(
                        installation().awaitReason("full", "HistorianReady", "HistorianStarting"), "HistorianReady")
                .orElseThrow();
        assertThat(condition.getStatus()).isEqualTo("False");
        assertThat(condition.getMessage())
                .isEqualTo("Historian: 1 of 3 instances answer; CloudNativePG says: Not enough disk space: no room on"
                        + " historian-1.");
    }

    @Test
    void a_raised_limit_makes_the_volumes_larger_and_a_lowered_one_never_smaller() {
        installation().apply("grown", "{tier: enterprise, limits: {storageGi: 100}}");
        Tenant tenant = installation().awaitReason("grown", "HistorianReady", "Running");
        assertThat(cluster(tenant).orElseThrow().getSpec().storage().size()).isEqualTo("100Gi");

        installation().apply("grown", "{tier: enterprise, limits: {storageGi: 200}}");

        TestInstallation.await(
                "200Gi",
                () -> cluster(tenant)
                        .filter(found -> found.getSpec().storage().size().equals("200Gi")));
        installation().apply("grown", "{tier: enterprise, limits: {storageGi: 50}}");
        installation().awaitReason("grown", "HistorianReady", "VolumeNotExpanded");
        assertThat(cluster(tenant).orElseThrow().getSpec().storage().size()).isEqualTo("200Gi");
    }

    @Test
    void a_cluster_deleted_by_hand_is_held_with_its_volumes_and_said() {
        installation().apply("careless", "{tier: enterprise}");
        Tenant tenant = installation().awaitReason("careless", "HistorianReady", "Running");

        installation().client.resource(cluster(tenant).orElseThrow()).delete();

        installation().awaitReason("careless", "HistorianReady", "HistorianDeleted");
        assertThat(cluster(tenant).orElseThrow().getMetadata().getFinalizers()).contains(HistorianCluster.FINALIZER);
    }

    @Test
    void a_deleted_tenants_cluster_sleeps_and_a_tenant_created_anew_gets_another() {
        installation().apply("gone", "{tier: enterprise}");
        Tenant tenant = installation().awaitReason("gone", "HistorianReady", "Running");

        installation().client.resource(tenant).delete();

        TestInstallation.await(
                "the Tenant is gone",
                () -> installation().tenant("gone").isEmpty() ? Optional.of(true) : Optional.empty());
        PostgresCluster asleep = cluster(tenant).orElseThrow();
        assertThat(asleep.getMetadata().getDeletionTimestamp()).isNull();
        assertThat(Labels.annotation(asleep, "cnpg.io/hibernation")).contains("on");
        assertThat(backup(tenant)).isEmpty();
        installation().apply("gone", "{tier: enterprise}");
        Tenant anew = installation().awaitReason("gone", "HistorianReady", "Running");
        assertThat(name(anew)).isNotEqualTo(name(tenant));
        assertThat(cluster(tenant)).as("the old one's data").isPresent();
    }

    @Test
    void policy_delete_takes_the_cluster_and_its_finalizer_after_the_grace_period() {
        installation().apply("doomed", "{tier: enterprise, deletionPolicy: Delete}");
        Tenant tenant = installation().awaitReason("doomed", "HistorianReady", "Running");
        installation().advance(Duration.ofDays(8));

        installation().client.resource(tenant).delete();

        TestInstallation.await(
                "the Tenant is gone",
                () -> installation().tenant("doomed").isEmpty() ? Optional.of(true) : Optional.empty());
        assertThat(cluster(tenant)).isEmpty();
    }

    private static Map<String, Object> changed(Map<String, Object> spec) {
        spec.put("instances", 1);
        spec.put("description", "by hand");
        return spec;
    }

    private void annotate(Tenant tenant, String key, String value) {
        installation()
                .client
                .resources(PostgresCluster.class)
                .inNamespace(Objects.requireNonNull(tenant.getStatus().getNamespace()))
                .withName(name(tenant))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + key + "\":\"" + value + "\"}}}");
    }

    private TestInstallation installation() {
        return Objects.requireNonNull(started);
    }

    private Optional<PostgresCluster> cluster(Tenant tenant) {
        return Optional.ofNullable(installation()
                .client
                .resources(PostgresCluster.class)
                .inNamespace("tenant-" + tenant.getMetadata().getName())
                .withName(name(tenant))
                .get());
    }

    private Optional<ScheduledBackup> backup(Tenant tenant) {
        return Optional.ofNullable(installation()
                .client
                .resources(ScheduledBackup.class)
                .inNamespace("tenant-" + tenant.getMetadata().getName())
                .withName(name(tenant))
                .get());
    }

    private static String name(Tenant tenant) {
        return "historian-" + incarnation(tenant);
    }

    private static String incarnation(Tenant tenant) {
        return Objects.requireNonNull(tenant.getStatus().getIncarnation()).toLowerCase(Locale.ROOT);
    }
}
