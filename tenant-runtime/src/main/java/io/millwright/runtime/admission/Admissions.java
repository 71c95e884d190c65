package io.millwright.runtime.admission;

import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.wire.BrokerRights;
import io.millwright.wire.BrokerScope;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.Decision;
import io.millwright.wire.IdentityReading;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides about one tenant's broker by the client's certificate alone, with the rules of {@code wire} that the broker extension
 * asks as well. That the chain is genuine the broker's TLS has checked up to the root; that the tenant's authority of now is the
 * issuer is checked here by its signature, so nothing that a client presents beside its certificate matters.
 */
public final class Admissions {

    private static final String NO_AUTHORITY = "NO_AUTHORITY";
    private static final String FORMER_AUTHORITY = "FORMER_AUTHORITY";
    private static final String OUT_OF_DATE = "OUT_OF_DATE";
    private static final String REVOKED = "REVOKED";

    /** @param denied whether the certificate with this serial number was shut out; asked last, because it may ask a database */
    public static Admission decide(
            TenantConfiguration tenant,
            String clientId,
            X509Certificate certificate,
            Predicate<BigInteger> denied,
            Instant now) {
        return switch (CertificateReader.read(certificate)) {
            case IdentityReading.Refused(var reason) -> new Admission.Refused("", reason.name());
            case IdentityReading.Known(CertificateIdentity identity) ->
                known(tenant, clientId, certificate, identity, denied, now);
        };
    }

    /** Whether the tenant's authority of now signed it; its runtime's own certificate comes from that authority. */
    public static boolean issuedBy(TenantConfiguration tenant, X509Certificate certificate) {
        List<X509Certificate> chain = tenant.identity().chain();
        if (chain.size() < 2) {
            return false;
        }
        try {
            certificate.verify(chain.get(1).getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Admission known(
            TenantConfiguration tenant,
            String clientId,
            X509Certificate certificate,
            CertificateIdentity identity,
            Predicate<BigInteger> denied,
            Instant now) {
        BrokerRights rights = BrokerRights.of(identity);
        if (rights.connect(new BrokerScope.OneTenant(tenant.tenant()), clientId)
                instanceof Decision.Denied(var reason)) {
            return refused(identity, reason.name());
        }
        if (!isInDate(certificate, now)) {
            return refused(identity, OUT_OF_DATE);
        }
        if (!issuedBy(tenant, certificate)) {
            return refused(identity, tenant.identity().chain().size() < 2 ? NO_AUTHORITY : FORMER_AUTHORITY);
        }
        if (denied.test(certificate.getSerialNumber())) {
            return refused(identity, REVOKED);
        }
        return new Admission.Admitted(
                identity,
                certificate.getSerialNumber(),
                certificate.getNotAfter().toInstant(),
                rights.permissions());
    }

    private static Admission refused(CertificateIdentity identity, String reason) {
        return new Admission.Refused(identity.urn(), reason);
    }

    /** Whether its time has begun and is not over. */
    public static boolean isInDate(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return false;
        }
    }

    private Admissions() {}
}
