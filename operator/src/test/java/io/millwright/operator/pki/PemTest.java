package io.millwright.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemTest {

    private static final TestAuthorities PLATFORM = new TestAuthorities();

    private static final KeyAndCertificates SERVICE =
            ServiceCertificate.issue(PLATFORM.acme, "runtime", PLATFORM.issuance);

    @Test
    void a_key_and_its_chain_survive_the_text() {
        KeyAndCertificates read = KeyAndCertificates.fromPem(SERVICE.chainPem(), SERVICE.keyPem());

        assertThat(read.chain()).isEqualTo(SERVICE.chain()).hasSize(3);
        assertThat(read.key().getEncoded()).isEqualTo(SERVICE.key().getEncoded());
        assertThat(SERVICE.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(read.toString())
                .doesNotContain(SERVICE.keyPem().lines().toList().get(1));
    }

    /** A text that is written otherwise than before would be another Secret, and roll every workload that reads it. */
    @Test
    void the_text_is_what_the_library_writes() throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : SERVICE.chain()) {
                writer.writeObject(certificate);
            }
            writer.writeObject(new JcaPKCS8Generator(SERVICE.key(), null));
        }

        assertThat(SERVICE.chainPem() + SERVICE.keyPem()).isEqualToNormalizingNewlines(text.toString());
    }

    @Test
    void authorities_are_recognised_when_read_again() {
        KeyAndCertificates kept = PLATFORM.acme.material();
        KeyAndCertificates read = KeyAndCertificates.fromPem(kept.chainPem(), kept.keyPem());

        assertThat(new TenantCertificateAuthority("acme", read).material().certificate())
                .isEqualTo(kept.certificate());
        assertThatThrownBy(() -> new TenantCertificateAuthority("bolt", read))
                .isInstanceOf(UnreadablePemException.class)
                .hasMessage("The certificate is not the authority O=bolt,CN=Millwright tenant CA.");
        assertThatThrownBy(() -> new DeviceRoot(read)).isInstanceOf(UnreadablePemException.class);
    }

    static Stream<Arguments> garbage() {
        KeyAndCertificates other = ServiceCertificate.issue(PLATFORM.bolt, "runtime", PLATFORM.issuance);
        String chain = SERVICE.chainPem();
        String key = SERVICE.keyPem();
        String shuffled = SERVICE.certificatePem() + SERVICE.rootPem();
        return Stream.of(
                Arguments.of("", key, "The certificate text holds no PEM certificate."),
                Arguments.of("garbage", key, "The certificate text holds no PEM certificate."),
                Arguments.of(
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                        key,
                        "The certificate text is not readable PEM."),
                Arguments.of("-----BEGIN CERTIFICATE-----\n!!!!\n", key, "The certificate text is not readable PEM."),
                Arguments.of("x".repeat(70_000), key, "The certificate text is not readable PEM."),
                Arguments.of(key, key, "The certificate text holds something that is no certificate."),
                Arguments.of(chain.repeat(3), key, "The certificate text holds more than 8 certificates."),
                Arguments.of(chain, "", "The private key text is not one unencrypted PKCS#8 key."),
                Arguments.of(chain, chain, "The private key text is not one unencrypted PKCS#8 key."),
                Arguments.of(
                        chain,
                        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                        "The private key text is not readable PEM."),
                Arguments.of(chain, other.keyPem(), "The private key does not belong to the first certificate."),
                Arguments.of(shuffled, key, "Certificate 2 did not issue certificate 1 of the chain."));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void what_is_not_a_key_with_its_chain_is_refused_in_one_sentence(String certificates, String key, String sentence) {
        assertThatThrownBy(() -> KeyAndCertificates.fromPem(certificates, key))
                .isInstanceOf(UnreadablePemException.class)
                .hasMessage(sentence);
    }
}
