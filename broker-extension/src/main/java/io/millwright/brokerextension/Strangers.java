package io.millwright.brokerextension;

import io.millwright.wire.BrokerScope;
import io.millwright.wire.TenantId;

/**
 * Those who are refused before they have shown who they are, or who belong to another tenant: counted, and told to the tenant
 * whose broker it is as somebody without a name. A pool is nobody's broker; there they are counted only. Thread-safe.
 */
final class Strangers {

    private final BrokerScope scope;
    private final Counters counters;
    private final RefusalReports reports;

    Strangers(BrokerScope scope, Counters counters, RefusalReports reports) {
        this.scope = scope;
        this.counters = counters;
        this.reports = reports;
    }

    void refused(Enum<?> reason) {
        counters.refusedUnidentified(reason);
        if (scope instanceof BrokerScope.OneTenant(TenantId tenant)) {
            reports.strangerRefused(tenant, reason);
        }
    }
}
