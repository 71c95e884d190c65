package io.millwright.edge.uplink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the broker.
 *
 * @param underWay messages published and not receipted
 * @param heldUntil while the platform asked for silence
 * @param sentence why there is no connection, empty if there is one
 */
public record UplinkStatus(
        boolean connected,
        Instant since,
        int underWay,
        boolean backlog,
        @Nullable Instant heldUntil,
        @Nullable Instant lastReceipt,
        @Nullable String lastReceiptStream,
        long lastReceiptCommitted,
        String sentence) {}
