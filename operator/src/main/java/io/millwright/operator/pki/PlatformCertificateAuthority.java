package io.millwright.operator.pki;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The platform's authority for its own clients, below the device root: with a certificate of it the control plane asks the
 * runtimes. Its subjects lie below the platform's organisation and its purpose is clientAuth, so that its key makes neither
 * a device nor a server.
 */
public record PlatformCertificateAuthority(KeyAndCertificates material) {

    private static final String COMMON_NAME = "Millwright platform CA";

    /** @throws UnreadablePemException when the material is not the platform's authority for clients */
    public PlatformCertificateAuthority {
        Authorities.checked(material, Names.of(Names.PLATFORM, COMMON_NAME));
    }

    public static PlatformCertificateAuthority issue(DeviceRoot root, Issuance issuance) {
        return new PlatformCertificateAuthority(Issuer.issue(
                root.material(),
                new CertificateRequest(
                        Names.of(Names.PLATFORM, COMMON_NAME),
                        issuance.lifetimes().platformAuthority(),
                        List.of(
                                Statements.authority(0),
                                Statements.signsCertificates(),
                                Statements.onlyFor(KeyPurposeId.id_kp_clientAuth),
                                Statements.subjectsBelow(Names.organisation(Names.PLATFORM)))),
                issuance));
    }
}
