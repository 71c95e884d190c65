package io.millwright.operator.pki;

import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A tenant's own authority below the device root: it issues the certificates of that tenant's devices and services.
 *
 * <p>Its critical name constraint binds it to subjects below {@code O=<tenant>}, so that even its stolen key makes no
 * device of another tenant. Its purpose is clientAuth, so that it makes no server either, for validators that look at
 * the purpose of an authority (OpenSSL does, Java does not). It is kept for ever: a tier change does not touch it, and
 * renewal keeps name and key.
 */
public record TenantCertificateAuthority(String tenant, KeyAndCertificates material) {

    /** @throws UnreadablePemException when the material is not this tenant's authority */
    public TenantCertificateAuthority {
        Authorities.checked(material, Names.of(Names.tenant(tenant), "Millwright tenant CA"));
    }

    public static TenantCertificateAuthority issue(DeviceRoot root, String tenant, Issuance issuance) {
        return new TenantCertificateAuthority(
                tenant, Issuer.issue(root.material(), request(Names.tenant(tenant), issuance), issuance));
    }

    public TenantCertificateAuthority renewed(DeviceRoot root, Issuance issuance) {
        return new TenantCertificateAuthority(
                tenant, Authorities.renew(root, material, request(tenant, issuance), issuance));
    }

    /** SubjectPublicKeyInfo in base64: what tells this authority from every other of the same name. */
    public String publicKey() {
        return Base64.getEncoder()
                .encodeToString(material.certificate().getPublicKey().getEncoded());
    }

    private static CertificateRequest request(String tenant, Issuance issuance) {
        return new CertificateRequest(
                Names.of(tenant, "Millwright tenant CA"),
                issuance.lifetimes().tenantAuthority(),
                List.of(
                        Statements.authority(0),
                        Statements.signsCertificates(),
                        Statements.onlyFor(KeyPurposeId.id_kp_clientAuth),
                        Statements.subjectsBelow(Names.organisation(tenant))));
    }
}
