package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What no honest runtime reports: kept out of the ledger, since a bill would follow from it. */
final class RowCheck {

    /** Who counts in here; a runtime that says it is this is lying. */
    static final String OWN_SOURCE = "control-plane";

    private static final BigDecimal MOST_COUNTED = new BigDecimal("1e13");
    private static final BigDecimal MOST_AT_ONCE = new BigDecimal("1e7");
    private static final Duration AHEAD = Duration.ofHours(1);

    /** The end of a sentence about the row, if something is wrong with it. */
    static Optional<String> fault(UsageRow row, Instant now) {
        if (row.window().hour().start().isAfter(now.plus(AHEAD))) {
            return Optional.of("its hour has not come yet");
        }
        return row.quantity().compareTo(most(row.window().meter())) > 0
                ? Optional.of("its quantity is more than an hour can hold")
                : Optional.empty();
    }

    /** Whether the row speaks for the asked tenant, this life of it, and for what a runtime counts. */
    static boolean ownOf(UsageRow row, TenantId tenant, String incarnation) {
        return row.window().tenant().equals(tenant)
                && row.window().incarnation().equals(incarnation)
                && row.window().meter() != MeterKey.API_CALLS
                && !row.window().source().startsWith(OWN_SOURCE);
    }

    private static BigDecimal most(MeterKey meter) {
        return switch (meter) {
            case MESSAGES, POINTS, API_CALLS -> MOST_COUNTED;
            case BYTES_IN -> MOST_COUNTED.movePointRight(2);
            case DEVICE_HOURS, STORAGE_GB_HOURS, ACTIVE_SITES -> MOST_AT_ONCE;
        };
    }

    private RowCheck() {}
}
