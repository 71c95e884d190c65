package io.millwright.operator.pki.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * From which every database password follows. A deleted Secret comes back with the password its server was born with,
 * which no random one could, and a new incarnation gets new passwords.
 */
public final class CredentialSeed {

    private static final int LEAST_BYTES = 32;

    private final byte[] seed;

    CredentialSeed(byte[] seed) {
        if (seed.length < LEAST_BYTES) {
            throw new IllegalArgumentException("a seed has at least " + LEAST_BYTES + " bytes");
        }
        this.seed = seed.clone();
    }

    /** 256 bits in URL-safe base64; the same for the same login of the same incarnation. */
    public String password(String incarnation, String login) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            byte[] bits = mac.doFinal(("password/" + incarnation + "/" + login).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    byte[] bytes() {
        return seed.clone();
    }
}
