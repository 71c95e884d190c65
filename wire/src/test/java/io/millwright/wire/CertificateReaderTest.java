package io.millwright.wire;

import static io.millwright.wire.Certificates.host;
import static io.millwright.wire.Certificates.uri;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractObjectAssert;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateReaderTest {

    private static final String ACME_CA = "O=acme,CN=Millwright tenant CA";
    private static final String SUBJECT = "O=acme,OU=bremen,CN=press-1";
    private static final String URN = "urn:millwright:acme:bremen:press-1";

    @Test
    void a_device_is_known_when_uri_subject_and_issuer_agree() {
        assertThat(CertificateReader.read(Certificates.with(SUBJECT, ACME_CA, uri(URN))))
                .isEqualTo(new IdentityReading.Known(Someone.PRESS));
    }

    @Test
    void services_and_the_platform_are_known() {
        assertThat(CertificateReader.read(Certificates.with(
                        "O=acme,OU=service,CN=runtime", ACME_CA, uri("urn:millwright:acme:service:runtime"))))
                .isEqualTo(new IdentityReading.Known(Someone.RUNTIME));
        assertThat(CertificateReader.read(Certificates.with(
                        "O=Millwright Platform,CN=control-plane",
                        "O=Millwright Platform,CN=Millwright platform CA",
                        uri("urn:millwright:platform:control-plane"))))
                .isEqualTo(new IdentityReading.Known(Someone.CONTROL_PLANE));
    }

    /** The JDK adds the common name as a host name to the very object it has checked. */
    @Test
    void a_device_is_known_after_its_authoritys_name_constraints_were_checked() throws Exception {
        X509Certificate device = Certificates.with(SUBJECT, ACME_CA, uri(URN));
        X509Certificate authority = Certificates.constrained(ACME_CA, "CN=root", new X500Name("O=acme"));
        PKIXParameters parameters = new PKIXParameters(
                Set.of(new TrustAnchor(authority.getIssuerX500Principal(), authority.getPublicKey(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(device.getNotBefore());

        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(device, authority)),
                        parameters);

        assertThat(CertificateReader.read(device)).isEqualTo(new IdentityReading.Known(Someone.PRESS));
    }

    @Test
    void every_identity_is_written_as_it_is_read() {
        assertThat(Urn.read(Someone.PRESS.urn())).contains(Someone.PRESS);
        assertThat(Urn.read(Someone.RUNTIME.urn())).contains(Someone.RUNTIME);
        assertThat(Urn.read(Someone.CONTROL_PLANE.urn())).contains(Someone.CONTROL_PLANE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "O=bolt,OU=bremen,CN=press-1; SUBJECT_DISAGREES",
                "O=acme,OU=hamburg,CN=press-1; SUBJECT_DISAGREES",
                "O=acme,OU=bremen,CN=press-2; SUBJECT_DISAGREES",
                "O=ACME,OU=bremen,CN=press-1; SUBJECT_DISAGREES",
                "O=acme\\00,OU=bremen,CN=press-1; SUBJECT_DISAGREES",
                "O=acme,OU=bremen,CN=*; SUBJECT_DISAGREES",
                "O=acme,OU=service,CN=press-1; SUBJECT_DISAGREES",
                "O=acme,CN=press-1; SUBJECT_SHAPE",
                "O=acme,OU=bremen,CN=press-1,C=DE; SUBJECT_SHAPE",
                "O=acme,OU=bremen,CN=press-1,CN=press-1; SUBJECT_SHAPE",
                "O=acme,O=bolt,OU=bremen,CN=press-1; SUBJECT_SHAPE",
                "O=acme,OU=bremen+CN=press-1; SUBJECT_SHAPE"
            })
    void a_subject_that_says_something_else_is_refused(String subject, IdentityRefusal reason) {
        refused(CertificateReader.read(Certificates.with(subject, ACME_CA, uri(URN))), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O=bolt,CN=Millwright tenant CA",
                "O=Millwright Platform,CN=Millwright device root",
                "CN=Millwright tenant CA",
                "O=acme",
                "O=acme,OU=bremen,CN=press-2"
            })
    void a_device_of_another_authority_is_refused(String issuer) {
        refused(CertificateReader.read(Certificates.with(SUBJECT, issuer, uri(URN))), IdentityRefusal.FOREIGN_ISSUER);
    }

    @Test
    void a_tenant_authority_makes_no_platform_service() {
        refused(
                CertificateReader.read(Certificates.with(
                        "O=Millwright Platform,CN=control-plane",
                        ACME_CA,
                        uri("urn:millwright:platform:control-plane"))),
                IdentityRefusal.FOREIGN_ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:millwright:acme:bremen",
                "urn:millwright:acme:bremen:press-1:x",
                "urn:millwright:acme::press-1",
                "urn:millwright:acme:bremen:press-1%00",
                "urn:millwright:acme:bremen:+",
                "urn:millwright:acme:bremen:Press-1",
                "urn:millwright:platform:a:b",
                "URN:millwright:acme:bremen:press-1",
                "urn:other:acme:bremen:press-1",
                "https://acme/bremen/press-1"
            })
    void a_uri_that_is_no_identity_is_refused(String urn) {
        refused(CertificateReader.read(Certificates.with(SUBJECT, ACME_CA, uri(urn))), IdentityRefusal.MALFORMED_URN);
    }

    @Test
    void an_overlong_uri_is_refused() {
        refused(
                CertificateReader.read(
                        Certificates.with(SUBJECT, ACME_CA, uri("urn:millwright:acme:bremen:" + "a".repeat(64)))),
                IdentityRefusal.MALFORMED_URN);
    }

    @Test
    void names_beside_the_one_uri_are_refused() {
        refused(CertificateReader.read(Certificates.with(SUBJECT, ACME_CA)), IdentityRefusal.NO_URI);
        refused(CertificateReader.read(Certificates.with(SUBJECT, ACME_CA, host("a.b"))), IdentityRefusal.NO_URI);
        refused(
                CertificateReader.read(Certificates.with(SUBJECT, ACME_CA, uri(URN), host("broker.b"))),
                IdentityRefusal.OTHER_NAMES);
        refused(
                CertificateReader.read(Certificates.with(SUBJECT, ACME_CA, uri(URN), uri(URN))),
                IdentityRefusal.SEVERAL_URIS);
    }

    @Test
    void an_authority_is_no_client() {
        refused(
                CertificateReader.read(Certificates.authority(SUBJECT, ACME_CA, uri(URN))),
                IdentityRefusal.CERTIFICATE_AUTHORITY);
    }

    @Test
    void an_attribute_that_is_unknown_is_refused() {
        refused(
                CertificateReader.read(Certificates.subject(
                        name -> name.addRDN(BCStyle.O, "acme")
                                .addRDN(BCStyle.OU, "bremen")
                                .addRDN(BCStyle.CN, "press-1")
                                .addRDN(new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("x")),
                        ACME_CA,
                        uri(URN))),
                IdentityRefusal.SUBJECT_SHAPE);
    }

    private static AbstractObjectAssert<?, IdentityReading> refused(IdentityReading reading, IdentityRefusal reason) {
        return assertThat(reading).isEqualTo(new IdentityReading.Refused(reason));
    }
}
