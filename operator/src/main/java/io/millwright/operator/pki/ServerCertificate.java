package io.millwright.operator.pki;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The certificate of something that serves. Its purpose is serverAuth alone: it opens no client session anywhere. */
public final class ServerCertificate {

    /** @param server what it is, the common name: clients look at the alternative names only */
    public static KeyAndCertificates issue(
            ServerCertificateAuthority authority, String server, ServerNames names, Issuance issuance) {
        CertificateRequest request = new CertificateRequest(
                Names.of(Names.PLATFORM, Names.label("server", server)),
                issuance.lifetimes().server(),
                List.of(
                        Statements.endEntity(),
                        Statements.signsHandshakes(),
                        Statements.onlyFor(KeyPurposeId.id_kp_serverAuth),
                        Statements.alternativeNames(names.asGeneralNames())));
        return Issuer.issue(authority.material(), request, issuance);
    }

    /** Why a kept certificate must be issued anew, or empty while it serves. */
    public static Optional<String> replacement(
            KeyAndCertificates kept, ServerCertificateAuthority authority, ServerNames names, Clock clock) {
        if (!names.areThoseOf(kept.certificate())) {
            return Optional.of("the server's names changed");
        }
        return Renewal.reason(kept, authority.material(), clock);
    }

    private ServerCertificate() {}
}
