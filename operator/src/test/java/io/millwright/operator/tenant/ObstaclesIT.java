package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import io.millwright.operator.runtime.RuntimeSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a tenant's way is one sentence, and gone with its cause; one installation whose pool has one place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObstaclesIT {

    /** Its pods do not fit into its quota. */
    private static final String CRAMPED = """

        - name: cramped
          broker: {placement: Own, replicas: 1, size: {cpu: 500m, memory: 1Gi}, storageGi: 5}
          historian: {placement: Own, replicas: 1, size: {cpu: "1", memory: 2Gi}}
          runtime: {placement: Own, minimum: 1, maximum: 3, size: {cpu: 500m, memory: 1Gi}}
          limits: {devices: 1, messagesPerSecond: 1, storageGi: 1}
          retention:
            raw: {standard: 1d, longest: 1d}
            minute: {standard: 1d, longest: 1d}
            hour: {standard: 1d, longest: 1d}
          quota: {cpu: "1900m", memory: 4Gi, pods: 5, volumes: 2, storageGi: 10}
        """;

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @SuppressWarnings("NullAway.Init")
    private Path catalog;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        catalog = directory.resolve("tiers.yaml");
        Files.writeString(catalog, Plans.shippedCatalog() + CRAMPED);
        installation = new TestInstallation(
                directory,
                "millwright.operator.pool.tenants=1",
                "millwright.operator.pool.shards=1",
                "millwright.operator.tier.catalog=file:" + catalog);
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    @Order(1)
    void a_full_pool_says_so_and_takes_the_next_one_when_a_place_is_free() {
        installation.apply("first", "{tier: starter}");
        Tenant first = installation.awaitReady("first");

        installation.apply("second", "{tier: starter}");

        Tenant second = installation.awaitReason("second", "RuntimeReady", "PoolFull");
        assertThat(TestInstallation.condition(second, "Ready").orElseThrow().getMessage())
                .contains("serves 1 tenants", "millwright.operator.pool.tenants", "millwright.operator.pool.shards");
        assertThat(TestInstallation.condition(second, "BrokerReady")
                        .orElseThrow()
                        .getReason())
                .isEqualTo("PoolFull");
        assertThat(gauge("millwright.operator.pool.tenants")).isEqualTo(1);
        assertThat(gauge("millwright.operator.pool.places")).isEqualTo(1);
        assertThat(gauge("millwright.operator.pool.capacity")).isEqualTo(1);
        installation.client.resource(first).delete();
        installation.awaitReady("second");
    }

    @Test
    @Order(2)
    void an_owner_reference_that_somebody_set_on_the_namespace_is_reported_until_it_is_gone() {
        installation.apply("owned", "{tier: professional}");
        Tenant tenant = installation.awaitReady("owned");

        installation.client.namespaces().withName("tenant-owned").edit(namespace -> {
            namespace
                    .getMetadata()
                    .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                            .withApiVersion(tenant.getApiVersion())
                            .withKind(tenant.getKind())
                            .withName("owned")
                            .withUid(tenant.getMetadata().getUid())
                            .build()));
            return namespace;
        });

        Tenant reported = installation.awaitReason("owned", "NamespaceReady", "OwnerReferenceSet");
        assertThat(TestInstallation.condition(reported, "NamespaceReady")
                        .orElseThrow()
                        .getMessage())
                .contains("Namespace tenant-owned", "Tenant owned");
        installation.client.namespaces().withName("tenant-owned").edit(namespace -> {
            namespace.getMetadata().setOwnerReferences(List.of());
            return namespace;
        });
        installation.awaitReady("owned");
    }

    @Test
    @Order(3)
    void a_tenant_label_that_somebody_else_set_makes_a_namespace_nobodys_until_it_is_right() {
        label("tenant-owned", "other");

        Tenant reported = installation.awaitReason("owned", "NamespaceReady", "NamespaceNotOurs");
        assertThat(message(reported, "Ready")).contains("Namespace tenant-owned exists and is not this tenant's");
        label("tenant-owned", "owned");
        installation.awaitReady("owned");
    }

    @Test
    @Order(4)
    void a_storage_class_that_is_missing_is_named_until_the_volume_is_bound() {
        installation.node.withholdVolumes("tenant-homeless");
        installation.apply("homeless", "{tier: professional}");
        installation.awaitReason("homeless", "HistorianReady", "HistorianStarting");

        installation.advance(Duration.ofMinutes(1));
        installation.apply("homeless", "{tier: professional, displayName: look again}");

        Tenant reported = installation.awaitReason("homeless", "HistorianReady", "VolumePending");
        assertThat(message(reported, "HistorianReady"))
                .contains("historian-0 of namespace tenant-homeless", "storage class fast is not there");
        assertThat(message(installation.awaitReason("homeless", "BrokerReady", "VolumePending"), "Ready"))
                .contains("storage class fast");
        installation.node.provideVolumes("tenant-homeless");
        installation.awaitReady("homeless");
    }

    /** A roll-out that fails holds up nothing else, and neither does what is asked for meanwhile. */
    @Test
    @Order(5)
    void a_wrong_image_is_named_while_newer_specs_are_carried_out_and_its_correction_heals() {
        String wrong = "ghcr.io/millwright/broker-hivemq" + TestNode.NOWHERE;
        installation.advance(Duration.ofMinutes(1));

        installation.restartOperator("millwright.operator.images.broker=" + wrong);

        Tenant reported = installation.awaitReason("owned", "BrokerReady", "ImageUnavailable");
        assertThat(message(reported, "Ready"))
                .contains("Pod broker-0 of namespace tenant-owned cannot get image " + wrong, "correct it");
        installation.apply("owned", "{tier: professional, limits: {messagesPerSecond: 7}}");
        TestInstallation.await(
                "the runtime is told of the new limit",
                () -> document("owned").filter(told -> told.contains("\"messagesPerSecond\":7")));
        installation.awaitReason("owned", "BrokerReady", "ImageUnavailable");
        installation.restartOperator();
        installation.awaitReady("owned");
    }

    @Test
    @Order(6)
    void a_quota_too_small_for_its_tier_is_told_until_the_catalog_is_right() throws Exception {
        installation.apply("squeezed", "{tier: cramped}");

        Tenant reported = installation.awaitReason("squeezed", "NamespaceReady", "QuotaTooSmall");
        assertThat(message(reported, "Ready")).contains("Tier cramped grants its namespace cpu 1900m", "raise");
        Files.writeString(catalog, Plans.shippedCatalog() + CRAMPED.replace("cpu: \"1900m\"", "cpu: \"3\""));
        installation.restartOperator();
        installation.awaitReady("squeezed");
    }

    @Test
    @Order(7)
    void a_broker_that_the_catalog_makes_another_one_of_stays_until_the_catalog_is_right() throws Exception {
        StatefulSet before = broker("owned");
        Files.writeString(
                catalog,
                Plans.shippedCatalog()
                        .replace(
                                "professional\n  broker: {placement: Own, replicas: 1,",
                                "professional\n  broker: {engine: EMQX, placement: Own, replicas: 3,"));

        installation.restartOperator();

        Tenant refused = installation.awaitReason("owned", "Ready", "TierChangeUnsupported");
        assertThat(message(refused, "Ready"))
                .contains("EMQX for HIVEMQ", "set the tier back in the catalog")
                .doesNotContain("spec.tier");
        assertThat(TestInstallation.status(refused, "BrokerReady")).isEqualTo("True");
        assertThat(broker("owned").getSpec()).isEqualTo(before.getSpec());
        assertThat(installation
                        .client
                        .services()
                        .inNamespace("tenant-owned")
                        .withName(Names.BROKER_NODES)
                        .get())
                .isNull();
        installation.client.resource(before).delete();
        TestInstallation.await(
                "what goes on is healed",
                () -> Optional.ofNullable(broker("owned"))
                        .filter(now -> now.getSpec().equals(before.getSpec())));
        Files.writeString(catalog, Plans.shippedCatalog() + CRAMPED);
        installation.restartOperator();
        installation.awaitReady("owned");
    }

    @Test
    @Order(8)
    void an_authority_is_renewed_over_its_key_at_two_thirds_of_its_life_and_expiry_is_told_a_year_ahead() {
        installation.apply("old", "{tier: professional}");
        Tenant tenant = installation.awaitReady("old");
        KeyAndCertificates first = authority(tenant);

        installation.stopOperator();
        installation.advance(Duration.ofDays(7 * 365));
        installation.startOperator();
        KeyAndCertificates renewed = TestInstallation.await(
                "renewed",
                () -> Optional.of(authority(tenant)).filter(now -> now.expiry().isAfter(first.expiry())));
        assertThat(renewed.certificate().getPublicKey())
                .isEqualTo(first.certificate().getPublicKey());
        assertThat(TestInstallation.condition(installation.awaitReady("old"), "PkiReady")
                        .orElseThrow()
                        .getReason())
                .isEqualTo("Issued");

        installation.stopOperator();
        installation.advance(Duration.ofDays(17 * 365 + 180));
        installation.startOperator();

        Tenant ending = installation.awaitReason("old", "PkiReady", "AuthorityExpiring");
        assertThat(TestInstallation.status(ending, "PkiReady")).isEqualTo("True");
    }

    private void label(String namespace, String tenant) {
        installation.client.namespaces().withName(namespace).edit(found -> {
            found.getMetadata().getLabels().put(Labels.TENANT, tenant);
            return found;
        });
    }

    private StatefulSet broker(String tenant) {
        return installation
                .client
                .apps()
                .statefulSets()
                .inNamespace("tenant-" + tenant)
                .withName(Names.BROKER)
                .get();
    }

    /** What the runtime is told. */
    private Optional<String> document(String tenant) {
        return Optional.ofNullable(installation
                        .client
                        .secrets()
                        .inNamespace("tenant-" + tenant)
                        .withName(Names.runtimeSecret(tenant))
                        .get())
                .flatMap(secret -> Secrets.text(secret, RuntimeSecret.DOCUMENT));
    }

    private static String message(Tenant tenant, String condition) {
        return TestInstallation.condition(tenant, condition).orElseThrow().getMessage();
    }

    private double gauge(String name) {
        return installation.bean(MeterRegistry.class).get(name).gauge().value();
    }

    private KeyAndCertificates authority(Tenant tenant) {
        String name = tenant.getMetadata().getName() + "-"
                + Objects.requireNonNull(tenant.getStatus().getIncarnation()).toLowerCase(Locale.ROOT) + "-ca";
        Secret secret = installation
                .client
                .secrets()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(name)
                .get();
        TlsMaterial material = Secrets.tls(secret).orElseThrow();
        return KeyAndCertificates.fromPem(material.certificates(), material.key());
    }
}
