package io.millwright.brokerextension.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key stores of a container whose mounts change while it runs. */
class MountedCertificatesIT {

    private static final TestPki PKI = TestPki.create();

    @TempDir
    private Path directory;

    private BrokerMounts mounts;
    private Path configuration;
    private MountedCertificates certificates;

    @BeforeEach
    void start() throws Exception {
        mounts = TestMounts.write(directory, "acme", "in-memory", PKI.server("first"), PKI.tenant("acme"));
        configuration = directory.resolve("conf");
        BrokerHome.prepare(mounts, configuration, "127.0.0.1", 0);
        certificates = MountedCertificates.of(mounts, configuration).orElseThrow();
    }

    @Test
    void a_renewed_certificate_is_in_the_key_store_under_the_same_password() throws Exception {
        mount(PKI.server("second"));

        certificates.run();

        assertThat(shown()).contains("second");
    }

    @Test
    void what_has_not_changed_is_not_written_again() throws Exception {
        Path store = configuration.resolve("server.p12");
        Files.delete(store);

        certificates.run();

        assertThat(store).doesNotExist();
    }

    @Test
    void an_unusable_certificate_changes_nothing_and_a_usable_one_after_it_does() throws Exception {
        Files.writeString(mounts.certificate(), "half a file");
        certificates.run();
        assertThat(shown()).contains("first");

        mount(PKI.server("third"));
        certificates.run();

        assertThat(shown()).contains("third");
    }

    @Test
    void a_home_that_was_not_prepared_is_left_alone() throws Exception {
        assertThat(MountedCertificates.of(mounts, directory.resolve("elsewhere")))
                .isEmpty();
    }

    private void mount(TestIdentity server) throws Exception {
        Files.writeString(mounts.certificate(), server.chainPem());
        Files.writeString(mounts.privateKey(), server.keyPem());
    }

    private String shown() throws Exception {
        char[] password =
                Files.readString(configuration.resolve("stores.password")).toCharArray();
        KeyStore store =
                KeyStore.getInstance(configuration.resolve("server.p12").toFile(), password);
        return ((X509Certificate) store.getCertificate("server"))
                .getSubjectX500Principal()
                .getName();
    }
}
