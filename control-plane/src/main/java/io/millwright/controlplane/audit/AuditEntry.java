package io.millwright.controlplane.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One thing that was done or refused.
 *
 * @param chain the chain it belongs to, one per life of a tenant
 * @param seq from 1, without gaps
 * @param at to the millisecond
 * @param previous hash of the entry before in lower-case hex; {@link #beginning} for the first
 * @param hash SHA-256 over the previous hash and everything above, in lower-case hex
 */
public record AuditEntry(
        String chain,
        long seq,
        String tenant,
        Instant at,
        String actor,
        String action,
        String object,
        String outcome,
        String reason,
        String previous,
        String hash) {

    /** What the first entry of a chain follows: bound to the chain, so that no other chain can be put in its place. */
    public static String beginning(String chain, String tenant) {
        return digest(List.of("millwright-audit-v1", chain, tenant), new byte[0]);
    }

    /** The hash this entry must have; each field goes in with its length, so that no two entries read the same. */
    public String computedHash() {
        return digest(
                List.of(
                        chain,
                        Long.toString(seq),
                        tenant,
                        Long.toString(at.toEpochMilli()),
                        actor,
                        action,
                        object,
                        outcome,
                        reason),
                HexFormat.of().parseHex(previous));
    }

    AuditEntry hashed() {
        return new AuditEntry(chain, seq, tenant, at, actor, action, object, outcome, reason, previous, computedHash());
    }

    private static String digest(List<String> fields, byte[] previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previous);
            for (String field : fields) {
                byte[] text = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
