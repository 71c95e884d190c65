package io.millwright.edge.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** SHA-256 of a certificate's DER: how a ticket names the one authority that is trusted. */
public record Fingerprint(String hex) {

    private static final int DIGITS = 64;

    /** Reads 64 hexadecimal digits in either case, with colons as OpenSSL prints them or without. */
    public static Optional<Fingerprint> parse(String text) {
        String bare = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
        boolean good = bare.length() == DIGITS && bare.chars().allMatch(HexFormat::isHexDigit);
        return good ? Optional.of(new Fingerprint(bare)) : Optional.empty();
    }

    public static Fingerprint of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
