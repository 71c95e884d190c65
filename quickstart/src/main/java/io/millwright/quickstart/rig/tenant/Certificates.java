package io.millwright.quickstart.rig.tenant;

import io.millwright.operator.pki.DeviceRoot;
import io.millwright.operator.pki.Issuance;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.PlatformCertificateAuthority;
import io.millwright.operator.pki.PlatformClientCertificate;
import io.millwright.operator.pki.ServerCertificate;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.pki.ServiceCertificate;
import io.millwright.operator.pki.TenantCertificateAuthority;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The operator's authorities for one tenant, and devices' certificates as its signer makes them. */
public final class Certificates {

    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration BACKDATE = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 158;

    private final Issuance issuance;
    private final DeviceRoot root;
    private final ServerCertificateAuthority servers;
    private final TenantCertificateAuthority tenant;
    private final KeyAndCertificates configuration;
    private final KeyAndCertificates controlPlane;

    public Certificates(String tenant) {
        this.issuance = Issuance.with(Clock.systemUTC());
        this.root = DeviceRoot.create(issuance);
        this.servers = ServerCertificateAuthority.issue(root, issuance);
        this.tenant = TenantCertificateAuthority.issue(root, tenant, issuance);
        this.controlPlane = PlatformClientCertificate.issue(
                PlatformCertificateAuthority.issue(root, issuance), PlatformClientCertificate.CONTROL_PLANE, issuance);
        this.configuration = ServiceCertificate.issue(this.tenant, "configuration", issuance);
    }

    private Certificates(Certificates platform, String tenant) {
        this.issuance = platform.issuance;
        this.root = platform.root;
        this.servers = platform.servers;
        this.controlPlane = platform.controlPlane;
        this.tenant = TenantCertificateAuthority.issue(root, tenant, issuance);
        this.configuration = ServiceCertificate.issue(this.tenant, "configuration", issuance);
    }

    /** Of another tenant of the same platform. */
    public Certificates neighbour(String other) {
        return new Certificates(this, other);
    }

    /** What a device presents. */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {

        public Identity {
            chain = List.copyOf(chain);
        }
    }

    /** The key of the tenant's authority as a broker lists it. */
    String authorityKey() {
        return tenant.publicKey();
    }

    /** What a pool's broker trusts. */
    String rootPem() {
        return root.material().certificatePem();
    }

    KeyAndCertificates tenantAuthority() {
        return tenant.material();
    }

    public X509Certificate root() {
        return root.material().certificate();
    }

    KeyAndCertificates broker() {
        return ServerCertificate.issue(servers, "broker", ServerNames.of(List.of("localhost", "127.0.0.1")), issuance);
    }

    /** What a runtime's API shows. */
    KeyAndCertificates runtimeServer() {
        return ServerCertificate.issue(
                servers, "tenant-runtime", ServerNames.of(List.of("localhost", "127.0.0.1")), issuance);
    }

    /** With which a runtime's API is asked. */
    public Identity controlPlane() {
        return new Identity(controlPlane.key(), controlPlane.chain());
    }

    KeyAndCertificates runtime() {
        return ServiceCertificate.issue(tenant, ServiceCertificate.RUNTIME, issuance);
    }

    /** The key that signs configurations, with its certificate. */
    KeyAndCertificates configuration() {
        return configuration;
    }

    public Identity device(SiteId site, DeviceId device) {
        X509Certificate issuer = tenant.material().certificate();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256, issuance.random());
            KeyPair pair = generator.generateKeyPair();
            X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, tenant.tenant())
                    .addRDN(BCStyle.OU, site.value())
                    .addRDN(BCStyle.CN, device.value())
                    .build();
            String urn = "urn:millwright:" + tenant.tenant() + ":" + site.value() + ":" + device.value();
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
                    new BigInteger(SERIAL_BITS, issuance.random()).setBit(SERIAL_BITS),
                    Date.from(now.minus(BACKDATE)),
                    Date.from(now.plus(LIFE)),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, urn)));
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(tenant.material().key()))));
            chain.addAll(tenant.material().chain());
            return new Identity(pair.getPrivate(), chain);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("issuing a device's certificate", e);
        }
    }
}
