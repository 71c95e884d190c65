package io.millwright.controlplane.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with its chain, of the same shapes as the operator makes: device root, tenant authorities, server certificates. */
public record TestAuthority(KeyPair key, List<X509Certificate> chain) {

    private static final Duration YEARS = Duration.ofDays(3650);

    private record Extra(
            org.bouncycastle.asn1.ASN1ObjectIdentifier type,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {}

    public static TestAuthority root() {
        KeyPair key = newKey();
        X500Name name = name("Millwright Platform", "Millwright device root");
        X509Certificate certificate =
                sign(name, name, key, key, Instant.now().plus(YEARS), List.of(authority(1), signs()));
        return new TestAuthority(key, List.of(certificate));
    }

    public TestAuthority tenant(String tenant) {
        return tenant(tenant, Instant.now().plus(YEARS));
    }

    public TestAuthority tenant(String tenant, Instant until) {
        GeneralSubtree below = new GeneralSubtree(new GeneralName(
                GeneralName.directoryName,
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, tenant).build()));
        return below(
                name(tenant, "Millwright tenant CA"),
                until,
                List.of(
                        authority(0),
                        signs(),
                        new Extra(
                                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)),
                        new Extra(
                                Extension.nameConstraints,
                                true,
                                new NameConstraints(new GeneralSubtree[] {below}, null))));
    }

    /** Below an authority of servers of its own, for localhost and 127.0.0.1. */
    public TestAuthority server() {
        return below(
                        name("Millwright Platform", "Millwright server CA"),
                        Instant.now().plus(YEARS),
                        List.of(authority(0), signs()))
                .below(
                        name("Millwright Platform", "enrollment"),
                        Instant.now().plus(Duration.ofDays(90)),
                        List.of(
                                new Extra(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
                                new Extra(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                                }))));
    }

    /** The same device and key in a certificate that ended that long ago. */
    public X509Certificate expiredDevice(X509Certificate device, Duration ago) {
        Instant end = Instant.now().minus(ago);
        return sign(
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                X500Name.getInstance(device.getSubjectX500Principal().getEncoded()),
                key,
                new KeyPair(device.getPublicKey(), key.getPrivate()),
                end,
                List.of(
                        new Extra(Extension.basicConstraints, true, new BasicConstraints(false)),
                        new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)),
                        new Extra(
                                Extension.subjectAlternativeName,
                                false,
                                org.bouncycastle.asn1.DERSequence.getInstance(uris(device)))));
    }

    private static byte[] uris(X509Certificate certificate) {
        return org.bouncycastle.asn1.ASN1OctetString.getInstance(
                        certificate.getExtensionValue(Extension.subjectAlternativeName.getId()))
                .getOctets();
    }

    /** The control plane's client certificate, below an authority of the platform. */
    public TestAuthority controlPlane() {
        return controlPlane("control-plane");
    }

    /** The same under another common name, by which a renewed one is told from the first. */
    public TestAuthority controlPlane(String commonName) {
        return below(
                        name("Millwright Platform", "Millwright platform CA"),
                        Instant.now().plus(YEARS),
                        List.of(authority(0), signs()))
                .below(
                        name("Millwright Platform", commonName),
                        Instant.now().plus(Duration.ofDays(30)),
                        List.of(
                                new Extra(
                                        Extension.extendedKeyUsage,
                                        false,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)),
                                new Extra(
                                        Extension.subjectAlternativeName,
                                        false,
                                        new GeneralNames(new GeneralName(
                                                GeneralName.uniformResourceIdentifier,
                                                "urn:millwright:platform:control-plane")))));
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The three texts of a TLS Secret. */
    public Map<String, String> secret() {
        return Map.of(
                "tls.crt", Pem.encode(chain),
                "tls.key", Pem.encode(key.getPrivate()),
                "ca.crt", Pem.encode(List.of(chain.getLast())));
    }

    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TestAuthority below(X500Name subject, Instant until, List<Extra> extras) {
        KeyPair fresh = newKey();
        X500Name issuer =
                X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
        List<X509Certificate> longer = new ArrayList<>();
        longer.add(sign(issuer, subject, key, fresh, until, extras));
        longer.addAll(chain);
        return new TestAuthority(fresh, List.copyOf(longer));
    }

    private static X509Certificate sign(
            X500Name issuer, X500Name subject, KeyPair signer, KeyPair key, Instant until, List<Extra> extras) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(120, new SecureRandom()),
                    Date.from(Instant.now().minus(Duration.ofDays(200))),
                    Date.from(until),
                    subject,
                    key.getPublic());
            for (Extra extra : extras) {
                builder.addExtension(extra.type(), extra.critical(), extra.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X500Name name(String organisation, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static Extra authority(int pathLength) {
        return new Extra(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    }

    private static Extra signs() {
        return new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }
}
