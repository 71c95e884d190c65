package io.millwright.controlplane.metering;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.wire.TenantId;

/** Who is asked for the usage of a tenant: its runtime. The same cursor gives the same rows. */
@FunctionalInterface
public interface UsageSource {

    /** @param after where the last page ended; empty from the beginning */
    RuntimeAnswer<UsagePage> usage(TenantId tenant, String after, int limit);
}
