package io.millwright.controlplane.billing.file;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bill file as bytes. Its last member, {@code digest}, is the SHA-256 of all others in JSON with sorted names, without
 * spaces and with numbers in plain digits: it covers what no sum runs over.
 */
public final class BillText {

    private static final String DIGEST = "digest";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** What the bytes of a bill file hold. */
    sealed interface Reading {

        record Read(BillFile file, boolean digestHolds) implements Reading {}

        record Unreadable(String sentence) implements Reading {}
    }

    public static byte[] write(BillFile file) {
        ObjectNode tree = JSON.valueToTree(file);
        tree.put(DIGEST, digest(tree));
        return JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(tree);
    }

    static Reading read(byte[] bytes) {
        try {
            if (!(JSON.readTree(bytes) instanceof ObjectNode tree)) {
                return new Reading.Unreadable("the file is not a JSON object");
            }
            JsonNode digest = tree.remove(DIGEST);
            BillFile file = JSON.treeToValue(tree, BillFile.class);
            if (!file.format().equals(BillFile.FORMAT)) {
                return new Reading.Unreadable("the file is not of the format " + BillFile.FORMAT);
            }
            return new Reading.Read(
                    file,
                    digest != null && digest.isString() && digest.asString().equals(digest(tree)));
        } catch (JacksonException e) {
            return new Reading.Unreadable("the file is not a bill: " + e.getOriginalMessage());
        }
    }

    private static String digest(ObjectNode tree) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(JSON.writeValueAsBytes(canonical(tree))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Object canonical(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, Object> sorted = new TreeMap<>();
            node.properties().forEach(member -> sorted.put(member.getKey(), canonical(member.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            return node.valueStream().map(BillText::canonical).toList();
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        return node;
    }

    private BillText() {}
}
