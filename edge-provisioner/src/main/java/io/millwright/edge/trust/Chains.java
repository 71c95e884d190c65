package io.millwright.edge.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Chains of certificates: put in order, and verified. */
public final class Chains {

    private static final int LONGEST = 6;

    /**
     * Verifies a chain that ends with its root.
     *
     * @param at when it must have been valid
     * @throws GeneralSecurityException if it is not good in every respect
     */
    public static void verify(List<X509Certificate> chain, X509Certificate root, Date at)
            throws GeneralSecurityException {
        if (chain.size() < 2 || !chain.getLast().equals(root)) {
            throw new GeneralSecurityException("the chain does not end in the platform's root");
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(at);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, chain.size() - 1)),
                        parameters);
    }

    /** Follows the issuers from the leaf up to the root, whatever else the heap holds. */
    public static List<X509Certificate> ordered(
            X509Certificate leaf, Collection<X509Certificate> heap, X509Certificate root)
            throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        while (!chain.getLast().equals(root)) {
            X509Certificate below = chain.getLast();
            if (chain.size() == LONGEST) {
                throw new GeneralSecurityException("the chain does not end in the platform's root");
            }
            chain.add(issuerOf(below, heap, root));
        }
        return List.copyOf(chain);
    }

    private static X509Certificate issuerOf(
            X509Certificate certificate, Collection<X509Certificate> heap, X509Certificate root)
            throws GeneralSecurityException {
        if (root.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return root;
        }
        return heap.stream()
                .filter(other -> other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(other -> !other.equals(certificate))
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("an issuer is missing above certificate "
                        + HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray())));
    }

    private Chains() {}
}
