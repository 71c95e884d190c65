package io.millwright.controlplane.metering;

/** What the ledger did with rows it was given. */
public sealed interface Taken {

    /** Windows that got an entry, and rows that were kept out. */
    record Appended(int entries, int contradictions) implements Taken {}

    /** Somebody else has read on meanwhile: nothing was changed, ask again from the cursor of now. */
    record Overtaken() implements Taken {}
}
