package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.TenantAuthorities;
import io.millwright.controlplane.pki.TenantAuthority;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What all tickets of a tenant have in common: where to enroll, and whom to trust there. */
@Component
class TicketParts {

    private final EnrollmentOrigin origin;
    private final TenantAuthorities authorities;

    TicketParts(EnrollmentOrigin origin, TenantAuthorities authorities) {
        this.origin = origin;
        this.authorities = authorities;
    }

    /** @param fingerprint SHA-256 of the device root's DER */
    record Parts(URI origin, String fingerprint) {}

    /** Empty while the origin or the tenant's authority is missing. */
    Optional<Parts> of(TenantLife life) {
        return authorities.of(life.tenant(), life.incarnation())
                        instanceof KeyState.Present<TenantAuthority>(TenantAuthority authority)
                ? origin.uri().map(uri -> new Parts(uri, fingerprint(authority.root())))
                : Optional.empty();
    }

    private static String fingerprint(X509Certificate root) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(root.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no SHA-256", e);
        }
    }
}
