package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a Tenant, over the whole operator; each test has tenants of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantLifecycleIT {

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        installation = new TestInstallation(directory, List.of(Path.of("src/test/resources/storageclasses.yaml")));
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void a_professional_tenant_gets_a_stack_of_its_own() {
        installation.apply("own", "{tier: professional}");

        Tenant tenant = installation.awaitReady("own");

        assertThat(tenant.getStatus().getPhase()).isEqualTo(TenantPhase.READY);
        assertThat(tenant.getStatus().getTier()).isEqualTo("professional");
        assertThat(tenant.getStatus().getNamespace()).isEqualTo("tenant-own");
        assertThat(Objects.requireNonNull(tenant.getStatus().getEndpoints()).getMqtt())
                .isEqualTo("mqtts://127.0.0.1:18883");
        assertThat(tenant.getStatus().getConditions())
                .allMatch(condition -> condition.getStatus().equals("True"));
        assertThat(installation.query("SELECT datname FROM pg_database"))
                .contains("own_" + incarnation(tenant).toLowerCase(Locale.ROOT));
        assertThat(authority("own", tenant)).isPresent();
    }

    @Test
    void a_starter_tenant_shares_the_pool() {
        installation.apply("small", "{tier: starter}");

        Tenant tenant = installation.awaitReady("small");

        assertThat(installation
                        .client
                        .apps()
                        .statefulSets()
                        .inNamespace("tenant-small")
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(secret(Names.POOL_NAMESPACE, "runtime-small")).isPresent();
        assertThat(installation.query("SELECT datname FROM pg_database"))
                .contains("small_" + incarnation(tenant).toLowerCase(Locale.ROOT));
    }

    @Test
    void what_is_deleted_is_back_within_two_seconds() {
        installation.apply("healed", "{tier: professional}");
        installation.awaitReady("healed");
        String namespace = "tenant-healed";
        Secret login = secret(namespace, Names.HISTORIAN_ADMIN).orElseThrow();

        installation
                .client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(Names.BROKER)
                .delete();
        installation
                .client
                .secrets()
                .inNamespace(namespace)
                .withName(Names.BROKER_TLS)
                .delete();
        installation
                .client
                .secrets()
                .inNamespace(namespace)
                .withName(Names.HISTORIAN_ADMIN)
                .delete();
        installation
                .client
                .configMaps()
                .inNamespace(namespace)
                .withName(Names.BROKER_CONFIG)
                .delete();

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(set(namespace, Names.BROKER)).isPresent();
            assertThat(secret(namespace, Names.BROKER_TLS)).isPresent();
            assertThat(secret(namespace, Names.HISTORIAN_ADMIN)).isPresent();
            assertThat(installation
                            .client
                            .configMaps()
                            .inNamespace(namespace)
                            .withName(Names.BROKER_CONFIG)
                            .get())
                    .isNotNull();
        });
        assertThat(secret(namespace, Names.HISTORIAN_ADMIN).flatMap(Secrets::login))
                .as("the login its server was born with")
                .isEqualTo(Secrets.login(login));
    }

    @Test
    void a_lost_authority_is_reported_and_never_replaced() {
        installation.apply("bereft", "{tier: professional}");
        Tenant tenant = installation.awaitReady("bereft");
        Secret authority = authority("bereft", tenant).orElseThrow();

        installation.client.resource(authority).delete();

        installation.awaitReason("bereft", "PkiReady", "AuthorityMissing");
        assertThat(authority("bereft", tenant)).isEmpty();
        authority.getMetadata().setResourceVersion(null);
        authority.getMetadata().setUid(null);
        authority.getMetadata().setManagedFields(List.of());
        installation.client.resource(authority).create();
        installation.awaitReady("bereft");
    }

    @Test
    void an_unknown_tier_is_reported_while_the_last_valid_one_is_healed() {
        installation.apply("typo", "{tier: professional}");
        installation.awaitReady("typo");

        installation.apply("typo", "{tier: profesional}");
        Tenant wrong = installation.awaitReason("typo", "Ready", "UnknownTier");
        installation
                .client
                .apps()
                .statefulSets()
                .inNamespace("tenant-typo")
                .withName(Names.BROKER)
                .delete();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> set("tenant-typo", Names.BROKER).isPresent());
        installation.apply("typo", "{tier: professional}");

        assertThat(wrong.getStatus().getTier()).isEqualTo("professional");
        assertThat(TestInstallation.condition(wrong, "Ready").orElseThrow().getMessage())
                .contains("profesional", "enterprise, professional, starter");
        installation.awaitReady("typo");
    }

    @Test
    void a_tenant_born_with_an_unknown_tier_runs_once_it_is_corrected() {
        installation.apply("born-wrong", "{tier: gold}");
        Tenant wrong = installation.awaitReason("born-wrong", "Ready", "UnknownTier");

        installation.apply("born-wrong", "{tier: starter}");

        assertThat(wrong.getStatus().getPhase()).isEqualTo(TenantPhase.PENDING);
        installation.awaitReady("born-wrong");
    }

    @Test
    void suspending_keeps_everything_and_tells_the_runtime() {
        installation.apply("paused", "{tier: professional}");
        installation.awaitReady("paused");

        installation.apply("paused", "{tier: professional, suspended: true}");

        Tenant paused = installation.awaitReason("paused", "Ready", "Suspended");
        assertThat(paused.getStatus().getPhase()).isEqualTo(TenantPhase.SUSPENDED);
        assertThat(set("tenant-paused", Names.HISTORIAN)).isPresent();
        assertThat(secret("tenant-paused", "runtime-paused")
                        .flatMap(found -> Secrets.text(found, "tenant.json"))
                        .orElseThrow())
                .contains("\"suspended\":true");
        installation.apply("paused", "{tier: professional}");
        installation.awaitReady("paused");
    }

    @Test
    void a_deleted_tenant_leaves_its_data_and_its_name_starts_anew() {
        installation.apply("again", "{tier: professional}");
        Tenant first = installation.awaitReady("again");

        installation.client.resource(first).delete();
        TestInstallation.await(
                "gone", () -> installation.tenant("again").isEmpty() ? Optional.of(true) : Optional.empty());

        assertThat(set("tenant-again", Names.BROKER)).isEmpty();
        assertThat(set("tenant-again", Names.HISTORIAN).orElseThrow().getSpec().getReplicas())
                .isZero();
        assertThat(authority("again", first)).isPresent();
        assertThat(installation.query("SELECT datname FROM pg_database"))
                .contains("again_" + incarnation(first).toLowerCase(Locale.ROOT));
        Namespace tombstone =
                installation.client.namespaces().withName("tenant-again").get();
        assertThat(tombstone.getMetadata().getAnnotations()).containsKey("millwright.io/tombstone");

        installation.apply("again", "{tier: professional}");
        Tenant second = installation.awaitReady("again");

        assertThat(incarnation(second)).isNotEqualTo(incarnation(first));
        assertThat(authority("again", second)).isPresent();
        assertThat(authority("again", first)).isPresent();
        assertThat(set("tenant-again", Names.HISTORIAN).orElseThrow().getSpec().getVolumeClaimTemplates())
                .allMatch(claim -> claim.getMetadata()
                        .getName()
                        .endsWith(incarnation(second).toLowerCase(Locale.ROOT)));
        assertThat(secret(
                        "tenant-again", "historian-admin-" + incarnation(first).toLowerCase(Locale.ROOT)))
                .as("the old volume's login")
                .isPresent();
        assertThat(installation
                        .client
                        .namespaces()
                        .withName("tenant-again")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .doesNotContainKey("millwright.io/tombstone");
    }

    @Test
    void a_namespace_of_somebody_else_is_not_adopted() {
        Namespace foreign = installation
                .client
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("tenant-taken")
                        .endMetadata()
                        .build())
                .create();

        installation.apply("taken", "{tier: professional}");

        installation.awaitReason("taken", "NamespaceReady", "NamespaceNotOurs");
        assertThat(installation
                        .client
                        .apps()
                        .statefulSets()
                        .inNamespace("tenant-taken")
                        .list()
                        .getItems())
                .isEmpty();
        installation.client.resource(foreign).delete();
        installation.awaitReady("taken");
    }

    @Test
    void what_the_node_cannot_do_is_the_reason_of_the_condition() {
        installation.apply("huge", "{tier: enterprise}");

        Tenant tenant = installation.awaitReason("huge", "BrokerReady", "NodeCannotRealise");

        assertThat(tenant.getStatus().getPhase()).isEqualTo(TenantPhase.PROVISIONING);
        assertThat(set("tenant-huge", Names.BROKER).orElseThrow().getSpec().getReplicas())
                .isEqualTo(3);
        assertThat(set("tenant-huge", Names.HISTORIAN).orElseThrow().getSpec().getReplicas())
                .as("several plain servers would be several databases")
                .isEqualTo(1);
        assertThat(TestInstallation.condition(
                                installation.awaitReason("huge", "HistorianReady", "SingleServer"), "HistorianReady")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("True");
    }

    @Test
    void a_raised_limit_grows_the_volume_where_its_class_allows_that() {
        storageClass("elastic", true);
        installation.apply("elastic", "{tier: professional, limits: {storageGi: 20}}");
        claim(installation.awaitReady("elastic"), "elastic", "20Gi");

        installation.apply("elastic", "{tier: professional, limits: {storageGi: 40}}");

        TestInstallation.await("40Gi", () -> size("elastic").filter("40Gi"::equals));
        installation.apply("elastic", "{tier: professional, limits: {storageGi: 30}}");
        Tenant lowered = installation.awaitReason("elastic", "HistorianReady", "VolumeNotExpanded");
        assertThat(size("elastic")).as("never made smaller").contains("40Gi");
        assertThat(TestInstallation.status(lowered, "Ready")).isEqualTo("True");
    }

    @Test
    void a_raised_limit_is_answered_with_a_sentence_where_the_class_does_not_allow_that() {
        storageClass("rigid", false);
        installation.apply("rigid", "{tier: professional, limits: {storageGi: 20}}");
        claim(installation.awaitReady("rigid"), "rigid", "20Gi");

        installation.apply("rigid", "{tier: professional, limits: {storageGi: 40}}");

        Tenant tenant = installation.awaitReason("rigid", "HistorianReady", "VolumeNotExpanded");
        assertThat(TestInstallation.condition(tenant, "HistorianReady")
                        .orElseThrow()
                        .getMessage())
                .contains("stays at 20Gi although spec.limits.storageGi is 40: StorageClass rigid does not allow");
        assertThat(TestInstallation.status(tenant, "Ready")).isEqualTo("True");
        assertThat(size("rigid")).contains("20Gi");
    }

    @Test
    void a_historian_that_was_a_cluster_is_not_replaced_by_an_empty_server_when_its_api_is_gone() {
        installation.apply("orphan", "{tier: professional}");
        installation.awaitReady("orphan");

        installation.client.namespaces().withName("tenant-orphan").edit(found -> {
            found.getMetadata().getAnnotations().put("millwright.io/historian-engine", "CLOUD_NATIVE_PG");
            return found;
        });
        // The type of a Secret cannot change, and a cluster's is another.
        installation
                .client
                .secrets()
                .inNamespace("tenant-orphan")
                .withName(Names.HISTORIAN_ADMIN)
                .delete();

        Tenant tenant = installation.awaitReason("orphan", "HistorianReady", "ClusterApiMissing");
        assertThat(TestInstallation.status(tenant, "Ready")).isEqualTo("False");
        TestInstallation.await(
                "no server beside it",
                () -> set("tenant-orphan", Names.HISTORIAN).isEmpty() ? Optional.of(true) : Optional.empty());
    }

    @Test
    void a_newer_spec_is_carried_out_while_a_roll_out_fails() {
        installation.apply("failing", "{tier: enterprise}");
        installation.awaitReason("failing", "BrokerReady", "NodeCannotRealise");

        installation.apply("failing", "{tier: enterprise, limits: {devices: 7}}");

        TestInstallation.await(
                "the runtime is told of the new limit",
                () -> secret("tenant-failing", "runtime-failing")
                        .flatMap(found -> Secrets.text(found, "tenant.json"))
                        .filter(document -> document.contains("\"devices\":7")));
        installation.awaitReason("failing", "BrokerReady", "NodeCannotRealise");
    }

    @Test
    void an_emqx_trusts_the_root_beside_the_tenants_authority_and_asks_with_a_certificate_of_its_own() {
        installation.apply("cluster", "{tier: enterprise}");
        installation.awaitReason("cluster", "BrokerReady", "NodeCannotRealise");

        TlsMaterial server = tls("tenant-cluster", Names.BROKER_TLS);
        TlsMaterial client = tls("tenant-cluster", Names.BROKER_CLIENT);

        assertThat(server.trusted().split("BEGIN CERTIFICATE", -1)).hasSize(3);
        assertThat(server.trusted()).endsWith(client.trusted());
        assertThat(secret("tenant-cluster", Names.BROKER_ADMIN)
                        .flatMap(found -> Secrets.text(found, "api-keys"))
                        .orElseThrow()
                        .strip())
                .isEqualTo("millwright-runtime:"
                        + secret("tenant-cluster", Names.runtimeSecret("cluster"))
                                .flatMap(found -> Secrets.text(found, "broker.secret"))
                                .orElseThrow());
    }

    private TlsMaterial tls(String namespace, String name) {
        return secret(namespace, name).flatMap(Secrets::tls).orElseThrow();
    }

    @Test
    void a_tier_change_that_would_move_data_is_refused() {
        installation.apply("mover", "{tier: starter}");
        installation.awaitReady("mover");

        installation.apply("mover", "{tier: professional}");

        Tenant tenant = installation.awaitReason("mover", "Ready", "TierChangeUnsupported");
        assertThat(tenant.getStatus().getTier()).isEqualTo("starter");
        assertThat(installation
                        .client
                        .apps()
                        .statefulSets()
                        .inNamespace("tenant-mover")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void a_hand_edit_is_undone() {
        installation.apply("edited", "{tier: professional}");
        installation.awaitReady("edited");

        installation
                .client
                .apps()
                .statefulSets()
                .inNamespace("tenant-edited")
                .withName(Names.BROKER)
                .edit(set -> {
                    set.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .setImage("evil:1");
                    return set;
                });

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> set("tenant-edited", Names.BROKER)
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .startsWith("ghcr.io/millwright/broker-hivemq:"));
    }

    private void storageClass(String name, boolean expands) {
        installation
                .client
                .resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withProvisioner("test")
                        .withAllowVolumeExpansion(expands)
                        .build())
                .create();
    }

    /** As the controller of StatefulSets makes it, and a provisioner binds it. */
    private void claim(Tenant tenant, String storageClass, String size) {
        installation
                .client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("tenant-" + tenant.getMetadata().getName())
                        .withName("data-" + incarnation(tenant).toLowerCase(Locale.ROOT) + "-historian-0")
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(storageClass)
                        .withNewResources()
                        .addToRequests("storage", new Quantity(size))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private Optional<String> size(String tenant) {
        return installation.client.persistentVolumeClaims().inNamespace("tenant-" + tenant).list().getItems().stream()
                .map(claim -> claim.getSpec().getResources().getRequests())
                .map(requests -> Objects.requireNonNull(requests.get("storage")).toString())
                .findFirst();
    }

    private Optional<Secret> authority(String name, Tenant tenant) {
        return secret(Names.PKI_NAMESPACE, name + "-" + incarnation(tenant).toLowerCase(Locale.ROOT) + "-ca")
                .filter(Labels::ours);
    }

    private static String incarnation(Tenant tenant) {
        return Objects.requireNonNull(tenant.getStatus().getIncarnation());
    }

    private Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(installation
                .client
                .secrets()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    private Optional<StatefulSet> set(String namespace, String name) {
        return Optional.ofNullable(installation
                .client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }
}
