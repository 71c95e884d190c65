package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
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

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        installation = new TestInstallation(directory, "millwright.operator.pool.tenants=1");
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
                .contains("serves 1 tenants", "millwright.operator.pool.tenants");
        TestInstallation.await(
                "the gauge counts both",
                () -> Optional.of(gauge("millwright.operator.pool.tenants")).filter(count -> count == 2));
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
