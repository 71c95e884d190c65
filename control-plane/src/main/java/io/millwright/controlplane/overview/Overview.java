package io.millwright.controlplane.overview;

import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.tenant.TenantView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant at a glance.
 *
 * @param today absent for who sees some sites only: usage is counted for the whole tenant
 * @param bill absent for who may not see it, and while nobody can say what is owed
 * @param recent newest first; absent for who may not see the trail
 */
public record Overview(
        TenantView tenant,
        DeviceFigures devices,
        @Nullable Today today,
        @Nullable BillToDate bill,
        @Nullable List<RecentEntry> recent) {

    /**
     * Devices of the sites that the caller sees.
     *
     * @param enrolled that have a certificate
     * @param connected absent while the tenant's runtime does not answer
     */
    public record DeviceFigures(int enrolled, @Nullable Integer connected, int pendingApproval) {}

    /** What the day, in UTC, has brought so far. */
    public record Today(long messages, long points) {}

    /** What the month comes to up to then. */
    public record BillToDate(String totalText, Instant asOf) {}

    /** An entry of the audit trail without its proof, which stands in the trail itself. */
    public record RecentEntry(
            long seq, Instant at, String actor, String action, String object, String outcome, String reason) {

        static RecentEntry of(AuditEntry entry) {
            return new RecentEntry(
                    entry.seq(),
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.object(),
                    entry.outcome(),
                    entry.reason());
        }
    }
}
