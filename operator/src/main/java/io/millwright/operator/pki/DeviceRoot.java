package io.millwright.operator.pki;

import java.util.List;

/**
 * The one self-signed certificate of an installation: devices, services and brokers all chain to it, and clients pin
 * it. It issues authorities only.
 */
public record DeviceRoot(KeyAndCertificates material) {

    public DeviceRoot {
        if (material.chain().size() != 1 || !Authorities.isAuthority(material.certificate())) {
            throw new UnreadablePemException("The device root is not one self-signed certificate authority.");
        }
    }

    public static DeviceRoot create(Issuance issuance) {
        CertificateRequest request = new CertificateRequest(
                Names.of(Names.PLATFORM, "Millwright device root"),
                issuance.lifetimes().deviceRoot(),
                List.of(Statements.authority(1), Statements.signsCertificates()));
        return new DeviceRoot(Issuer.selfSigned(request, issuance));
    }
}
