package io.millwright.brokerextension;

import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;

/** Where reports of refusals go. */
@FunctionalInterface
interface RefusalOutlet {

    void tell(TenantId tenant, RefusalReport report);
}
