package io.millwright.brokerextension.home;

import io.millwright.wire.TenantId;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code authorities.properties} says: the tenants that a broker serves now, each with the public key of the
 * authority that its clients' certificates come from. A renewed authority keeps its key and so its line.
 */
public record AuthorityList(Map<TenantId, PublicKey> keys) {

    /** What an authority's key may be; the operator makes EC keys, a restored authority may be older. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    public AuthorityList {
        keys = Map.copyOf(keys);
    }

    /**
     * Takes a text of {@code <tenant>=<SubjectPublicKeyInfo in base64>} lines whole or not at all; no line is a list too, and
     * {@code #} begins a comment.
     *
     * @throws InvalidBrokerSetup with a sentence that says which line is none
     */
    public static AuthorityList parse(String text) {
        Map<TenantId, PublicKey> keys = new HashMap<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            try {
                TenantId tenant = new TenantId(stripped.substring(0, Math.max(equals, 0)));
                byte[] encoded = Base64.getDecoder().decode(stripped.substring(equals + 1));
                if (keys.put(tenant, key(encoded)) != null) {
                    throw new IllegalArgumentException(tenant + " has two lines");
                }
            } catch (IllegalArgumentException e) {
                throw new InvalidBrokerSetup(
                        "line " + number + " is not a tenant with its authority's public key: " + e.getMessage(), e);
            }
        }
        return new AuthorityList(keys);
    }

    private static PublicKey key(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException _) {
                // It is of another algorithm, or of none.
                continue;
            }
        }
        throw new IllegalArgumentException("no public key of " + ALGORITHMS);
    }
}
