package io.millwright.edge.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Public keys as text. */
final class PublicKeys {

    static Optional<PublicKey> read(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return Optional.of(KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PublicKeys() {}
}
