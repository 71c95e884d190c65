package io.millwright.controlplane.metering;

import java.time.Duration;

/** What came of asking one runtime. */
public sealed interface Collected {

    /** Everything that it had to say is in the ledger. */
    record UpToDate(int entries) implements Collected {}

    /** There is more than one turn takes. */
    record More(int entries) implements Collected {}

    /** It could not be asked, or said what nobody may believe: ask again, but not before this long. */
    record Failed(String reason, Duration atLeast) implements Collected {}
}
