package io.millwright.controlplane.metering;

import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a revision added to its window, chained to the entry before. There is one chain per tenant and incarnation; when
 * an entry was written is not part of it, so the same usage in the same order has the same chain.
 *
 * @param position from 1, without holes
 * @param row the revision; its id is the entry's
 * @param added what the revision added to what the ledger had of its window, never negative
 * @param previous hash of the entry before, in lower-case hex
 */
public record LedgerEntry(long position, UsageRow row, BigDecimal added, String previous, String hash) {

    public static LedgerEntry after(LedgerHead head, UsageRow row, BigDecimal added) {
        long position = head.position() + 1;
        return new LedgerEntry(position, row, added, head.hash(), hash(position, row, added, head.hash()));
    }

    /** Whether the hash is that of the content. */
    public boolean genuine() {
        return hash.equals(hash(position, row, added, previous));
    }

    public LedgerHead head() {
        return new LedgerHead(position, hash);
    }

    /** No part can hold the line break that separates them. */
    private static String hash(long position, UsageRow row, BigDecimal added, String previous) {
        UsageWindow window = row.window();
        String content = String.join(
                "\n",
                "millwright.ledger.v1",
                previous,
                Long.toString(position),
                window.tenant().value(),
                window.incarnation(),
                window.meter().key(),
                window.hour().toString(),
                window.source(),
                Long.toString(row.revision()),
                plain(row.quantity()),
                plain(added));
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
