package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the control plane and the runtimes find in Secrets, over the whole operator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformCertificatesIT {

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
    void the_control_planes_certificates_are_there_before_any_tenant() throws Exception {
        X509Certificate client = certificate(Names.PKI_NAMESPACE, Names.CONTROL_PLANE_CLIENT);
        X509Certificate enrollment = certificate(Names.PKI_NAMESPACE, Names.ENROLLMENT_SERVER);

        assertThat(names(client)).containsExactly("urn:millwright:platform:control-plane");
        assertThat(client.getIssuerX500Principal().getName())
                .isEqualTo("CN=Millwright platform CA,O=Millwright Platform");
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(names(enrollment)).contains("localhost", "127.0.0.1");
        assertThat(enrollment.getIssuerX500Principal().getName())
                .isEqualTo("CN=Millwright server CA,O=Millwright Platform");
        TlsMaterial served = material(Names.PKI_NAMESPACE, Names.ENROLLMENT_SERVER);
        String root = material(Names.PKI_NAMESPACE, PlatformKeys.DEVICE_ROOT).certificates();
        assertThat(served.certificates()).endsWith(root);
        assertThat(served.trusted()).isEqualTo(root);
    }

    @Test
    void own_and_pooled_runtimes_get_a_certificate_that_names_their_service() throws Exception {
        installation.apply("owned", "{tier: professional}");
        installation.apply("pooled", "{tier: starter}");
        installation.awaitReady("owned");
        installation.awaitReady("pooled");

        assertThat(names(certificate("tenant-owned", Names.RUNTIME_TLS)))
                .contains("tenant-runtime.tenant-owned.svc", "localhost");
        assertThat(names(certificate(Names.POOL_NAMESPACE, Names.RUNTIME_TLS)))
                .contains("tenant-runtime.millwright-pool.svc", "localhost");
        assertThat(find("tenant-pooled", Names.RUNTIME_TLS)).isEmpty();
    }

    /** One reconciliation follows the other, so that some deletions fall between its look and its write. */
    @Test
    void a_deleted_client_certificate_is_issued_anew_and_never_brought_back() throws Exception {
        X509Certificate first = certificate(Names.PKI_NAMESPACE, Names.CONTROL_PLANE_CLIENT);
        X509Certificate before = first;

        AtomicBoolean done = new AtomicBoolean();
        Thread busy = Thread.ofVirtual().start(() -> {
            for (int round = 0; !done.get(); round++) {
                touch(round);
            }
        });
        for (int deletion = 0; deletion < 40; deletion++) {
            X509Certificate lost = before;
            installation
                    .client
                    .secrets()
                    .inNamespace(Names.PKI_NAMESPACE)
                    .withName(Names.CONTROL_PLANE_CLIENT)
                    .delete();
            before = TestInstallation.await(
                    "a new certificate",
                    () -> find(Names.PKI_NAMESPACE, Names.CONTROL_PLANE_CLIENT)
                            .map(PlatformCertificatesIT::read)
                            .filter(found -> !found.equals(lost)));
        }

        done.set(true);
        busy.join();
        assertThat(names(before)).isEqualTo(names(first));
    }

    private void touch(int round) {
        installation
                .client
                .namespaces()
                .withName(Names.PKI_NAMESPACE)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"touched\":\"%d\"}}}".formatted(round));
    }

    private X509Certificate certificate(String namespace, String name) {
        return TestInstallation.await(name, () -> find(namespace, name).map(PlatformCertificatesIT::read));
    }

    private TlsMaterial material(String namespace, String name) {
        return find(namespace, name).flatMap(Secrets::tls).orElseThrow();
    }

    private Optional<Secret> find(String namespace, String name) {
        return Optional.ofNullable(installation
                .client
                .secrets()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** That key and chain belong together is checked by reading them. */
    private static X509Certificate read(Secret secret) {
        TlsMaterial material = Secrets.tls(secret).orElseThrow();
        KeyAndCertificates.fromPem(material.certificates(), material.key());
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(material.certificates().getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        Collection<List<?>> names = Objects.requireNonNull(certificate.getSubjectAlternativeNames());
        return names.stream().map(name -> String.valueOf(name.getLast())).toList();
    }
}
