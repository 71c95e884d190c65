package io.millwright.operator.pki;

import static io.millwright.operator.pki.TestAuthorities.NOW;
import static io.millwright.operator.pki.TestAuthorities.host;
import static io.millwright.operator.pki.TestAuthorities.uri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second opinion on our certificates: OpenSSL's, which brokers and devices outside Java use. */
class OpensslIT {

    private static final ServerNames NAMES = ServerNames.of(List.of("acme.mqtt.example.com", "localhost", "127.0.0.1"));

    @TempDir
    Path directory;

    private final TestAuthorities platform = new TestAuthorities();

    @BeforeEach
    void openssl_is_present() {
        assumeTrue(run(List.of("openssl", "version")).startsWith("0 OpenSSL"), "no openssl command here");
    }

    @Test
    void it_accepts_a_broker_under_its_names_as_a_server_only() throws IOException {
        KeyAndCertificates broker = ServerCertificate.issue(platform.servers, "broker", NAMES, platform.issuance);

        assertThat(verify(broker, NOW, "-purpose", "sslserver", "-verify_hostname", "acme.mqtt.example.com"))
                .startsWith("0 ");
        assertThat(verify(broker, NOW, "-purpose", "sslserver", "-verify_ip", "127.0.0.1"))
                .startsWith("0 ");
        assertThat(verify(broker, NOW, "-purpose", "sslserver", "-verify_hostname", "bolt.mqtt.example.com"))
                .contains("hostname mismatch");
        assertThat(verify(broker, NOW, "-purpose", "sslclient")).contains("unsuitable certificate purpose");
    }

    @Test
    void it_accepts_the_runtime_as_a_client_only() throws IOException {
        KeyAndCertificates runtime = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);

        assertThat(verify(runtime, NOW, "-purpose", "sslclient")).startsWith("0 ");
        assertThat(verify(runtime, NOW, "-purpose", "sslserver")).contains("unsuitable certificate purpose");
    }

    @Test
    void it_refuses_what_a_tenants_key_makes_for_others() throws IOException {
        KeyAndCertificates stranger = platform.forged(
                platform.acme.material(),
                Names.of("bolt", "bremen", "press-01"),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:bolt:bremen:press-01"));
        KeyAndCertificates server = platform.forged(
                platform.acme.material(),
                Names.of("acme", "broker"),
                KeyPurposeId.id_kp_serverAuth,
                host("bolt.mqtt.example.com"));
        KeyAndCertificates own = platform.forged(
                platform.acme.material(),
                Names.of("acme", "bremen", "press-01"),
                KeyPurposeId.id_kp_clientAuth,
                uri("urn:millwright:acme:bremen:press-01"));

        assertThat(verify(stranger, NOW)).contains("permitted subtree violation");
        assertThat(verify(server, NOW, "-purpose", "sslserver")).contains("unsuitable certificate purpose");
        assertThat(verify(own, NOW, "-purpose", "sslclient")).startsWith("0 ");
    }

    @Test
    void it_refuses_the_expired_and_the_not_yet_valid() throws IOException {
        KeyAndCertificates runtime = ServiceCertificate.issue(platform.acme, "runtime", platform.issuance);

        assertThat(verify(runtime, NOW.plus(Duration.ofDays(31)))).contains("certificate has expired");
        assertThat(verify(runtime, NOW.minus(Duration.ofMinutes(6)))).contains("not yet valid");
    }

    /** Exit code, then what the command said. */
    private String verify(KeyAndCertificates presented, Instant moment, String... options) throws IOException {
        Path root = Files.writeString(directory.resolve("root.pem"), presented.rootPem());
        Path chain = Files.writeString(directory.resolve("chain.pem"), presented.chainPem());
        Path leaf = Files.writeString(directory.resolve("leaf.pem"), presented.certificatePem());
        List<String> command = new ArrayList<>(List.of("openssl", "verify", "-x509_strict", "-attime"));
        command.add(String.valueOf(moment.getEpochSecond()));
        command.addAll(List.of("-CAfile", root.toString(), "-untrusted", chain.toString()));
        command.addAll(List.of(options));
        command.add(leaf.toString());
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue() + " " + output;
        } catch (IOException e) {
            return "absent: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
