package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates the pooled broker is told to accept, over a tenant's life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PooledAuthorityIT {

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        installation = new TestInstallation(directory);
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void the_pool_lists_the_authority_of_the_present_incarnation_and_of_no_other() {
        installation.apply("stays", "{tier: starter}");
        installation.apply("again", "{tier: starter}");
        String stays = line(installation.awaitReady("stays"));
        Tenant first = installation.awaitReady("again");
        String former = line(first);
        awaitList(former + stays);

        installation.client.resource(first).delete();
        TestInstallation.await(
                "gone", () -> installation.tenant("again").isEmpty() ? Optional.of(true) : Optional.empty());
        awaitList(stays);

        installation.apply("again", "{tier: starter}");
        String present = line(installation.awaitReady("again"));
        assertThat(present).isNotEqualTo(former);
        awaitList(present + stays);
    }

    @Test
    void an_own_broker_lists_its_tenant_and_the_pool_does_not() {
        installation.apply("own", "{tier: professional}");
        Tenant own = installation.awaitReady("own");

        ConfigMap configuration = map("tenant-own", Names.BROKER_CONFIG).orElseThrow();

        assertThat(configuration.getData()).containsEntry(BrokerAuthorities.KEY, line(own));
        assertThat(map(Names.POOL_NAMESPACE, Names.pooledAuthority("own"))).isEmpty();
    }

    private void awaitList(String lines) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(map(Names.POOL_NAMESPACE, Names.BROKER_CONFIG)
                                .orElseThrow()
                                .getData())
                        .containsEntry(BrokerAuthorities.KEY, lines));
    }

    private Optional<ConfigMap> map(String namespace, String name) {
        return Optional.ofNullable(installation
                .client
                .configMaps()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** From the CA's own Secret. */
    private String line(Tenant tenant) {
        String name = tenant.getMetadata().getName();
        Incarnation incarnation = Incarnation.of(
                Instant.parse(tenant.getMetadata().getCreationTimestamp()),
                tenant.getMetadata().getUid());
        Secret secret = installation
                .client
                .secrets()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(Names.authority(name, incarnation))
                .get();
        TlsMaterial material = Secrets.tls(secret).orElseThrow();
        byte[] key = KeyAndCertificates.fromPem(material.certificates(), material.key())
                .certificate()
                .getPublicKey()
                .getEncoded();
        return name + "=" + Base64.getEncoder().encodeToString(key) + "\n";
    }
}
