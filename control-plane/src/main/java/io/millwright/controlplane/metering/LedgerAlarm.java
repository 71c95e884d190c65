package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageRow;

/** Told of what somebody has to look at. */
public interface LedgerAlarm {

    /** A row was not appended. Called in the transaction that records it, once for each such row. */
    void contradiction(TenantId tenant, UsageRow row, String sentence);

    /** A whole answer was refused, because something in it was not the asked tenant's. */
    void foreign(TenantId tenant);
}
