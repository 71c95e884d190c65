package io.millwright.wire.configuration;

import io.millwright.wire.telemetry.JsonScanner;
import io.millwright.wire.telemetry.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a compact JWS (RFC 7515) with ES256 and nothing else: the header names neither keys nor addresses, and
 * an algorithm of the sender's choice is refused before any key is used.
 */
public final class SignedConfiguration {

    public static final String TYPE = "millwright-config+jws";

    /** A fleet's configuration has at most 1,000,000 bytes; base 64 adds a third, the header a little. */
    static final int LONGEST = 1_400_000;

    private static final String ALGORITHM = "ES256";
    private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_BYTES = 64;
    private static final int DEPTH = 3;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** What a text turned out to be. */
    public sealed interface Reading {

        /** The bytes are those that the owner of the key signed. */
        record Verified(byte[] payload, String keyId) implements Reading {}

        /** Nothing of it may be used. The sentence holds nothing of the text. */
        record Refused(String sentence) implements Reading {}
    }

    /**
     * @param keyId tells keys apart, for instance the serial number of the key's certificate
     * @param key of the curve P-256
     * @throws IllegalArgumentException if the key cannot sign so
     */
    public static String sign(byte[] payload, String keyId, PrivateKey key) {
        byte[] header = new JsonWriter()
                .raw("{\"alg\":")
                .text(ALGORITHM)
                .raw(",\"kid\":")
                .text(keyId)
                .raw(",\"typ\":")
                .text(TYPE)
                .raw("}")
                .toBytes();
        String signed = ENCODER.encodeToString(header) + "." + ENCODER.encodeToString(payload);
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = signature.sign();
            if (bytes.length != SIGNATURE_BYTES) {
                throw new IllegalArgumentException("a configuration is signed with a key of the curve P-256");
            }
            return signed + "." + ENCODER.encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign with " + ALGORITHM, e);
        }
    }

    /** Never throws for what the text is. */
    public static Reading read(String jws, PublicKey key) {
        if (jws.length() > LONGEST) {
            return refused("the configuration is longer than is accepted");
        }
        String[] parts = jws.split("\\.", -1);
        if (parts.length != 3) {
            return refused("the configuration is not a compact JWS");
        }
        byte[] header = decoded(parts[0]);
        byte[] payload = decoded(parts[1]);
        byte[] signature = decoded(parts[2]);
        if (header == null || payload == null || signature == null) {
            return refused("the configuration is not base 64 as JWS has it");
        }
        Optional<String> keyId = keyId(header);
        if (keyId.isEmpty()) {
            return refused("the configuration's header is not that of one signed with " + ALGORITHM);
        }
        boolean good = signature.length == SIGNATURE_BYTES && verifies(parts[0] + "." + parts[1], signature, key);
        return good
                ? new Reading.Verified(payload, keyId.get())
                : refused("the configuration's signature is not of the key that this device trusts");
    }

    private static Reading refused(String sentence) {
        return new Reading.Refused(sentence);
    }

    private static boolean verifies(String signed, byte[] signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(SIGNATURE);
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Only the one form without padding is accepted, so that no two texts are the same configuration. */
    private static byte @Nullable [] decoded(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The key's id; empty unless the header is exactly of this kind: a field that is unknown might be critical. */
    private static Optional<String> keyId(byte[] header) {
        JsonScanner json = new JsonScanner(DEPTH);
        json.begin(header, 0, header.length);
        String keyId = null;
        int met = 0;
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            int field = json.named("alg") ? 1 : json.named("kid") ? 2 : json.named("typ") ? 4 : 0;
            boolean text = json.take() == JsonScanner.Kind.STRING && json.fault() == null;
            if (!text || field == 0 || (met & field) != 0) {
                return Optional.empty();
            }
            met |= field;
            String value = json.text();
            if (field == 2) {
                keyId = value;
            } else if (!(field == 1 ? ALGORITHM : TYPE).equals(value)) {
                return Optional.empty();
            }
        }
        boolean whole = json.fault() == null && json.finished() && met == 7;
        return whole ? Optional.ofNullable(keyId) : Optional.empty();
    }

    private SignedConfiguration() {}
}
