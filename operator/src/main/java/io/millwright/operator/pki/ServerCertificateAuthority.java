package io.millwright.operator.pki;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The platform's authority for servers, below the device root: every server's certificate comes from it, brokers own or pooled,
 * so that a client that pins the root verifies each of them before and after a tier change.
 *
 * <p>Its subjects lie below the platform's organisation and its purpose is serverAuth, so that its key makes no device.
 */
public record ServerCertificateAuthority(KeyAndCertificates material) {

    private static final String COMMON_NAME = "Millwright server CA";

    /** @throws UnreadablePemException when the material is not the server authority */
    public ServerCertificateAuthority {
        Authorities.checked(material, Names.of(Names.PLATFORM, COMMON_NAME));
    }

    public static ServerCertificateAuthority issue(DeviceRoot root, Issuance issuance) {
        return new ServerCertificateAuthority(Issuer.issue(root.material(), request(issuance), issuance));
    }

    public ServerCertificateAuthority renewed(DeviceRoot root, Issuance issuance) {
        return new ServerCertificateAuthority(Authorities.renew(root, material, request(issuance), issuance));
    }

    private static CertificateRequest request(Issuance issuance) {
        return new CertificateRequest(
                Names.of(Names.PLATFORM, COMMON_NAME),
                issuance.lifetimes().platformAuthority(),
                List.of(
                        Statements.authority(0),
                        Statements.signsCertificates(),
                        Statements.onlyFor(KeyPurposeId.id_kp_serverAuth),
                        Statements.subjectsBelow(Names.organisation(Names.PLATFORM))));
    }
}
