package io.millwright.controlplane.metering;

/** Where a ledger ends: the position and hash of its last entry. */
public record LedgerHead(long position, String hash) {

    /** Of a ledger without entries. */
    public static final LedgerHead START = new LedgerHead(0, "0".repeat(64));
}
