package io.millwright.controlplane.overview;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.billing.Bills;
import io.millwright.controlplane.billing.Drawing;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.identity.AccessPolicy;
import io.millwright.controlplane.identity.Admission;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Operation;
import io.millwright.controlplane.metering.Granularity;
import io.millwright.controlplane.metering.Usage;
import io.millwright.controlplane.overview.Overview.BillToDate;
import io.millwright.controlplane.overview.Overview.DeviceFigures;
import io.millwright.controlplane.overview.Overview.RecentEntry;
import io.millwright.controlplane.overview.Overview.Today;
import io.millwright.controlplane.tenant.TenantView;
import io.millwright.controlplane.tenant.Tenants;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Puts a tenant's overview together, of what the grant would also show one by one. */
@Service
public class Overviews {

    private static final String TENANT = "/api/v1/tenants/{t}";
    private static final int RECENT = 10;

    private final Tenants tenants;
    private final DeviceCounting devices;
    private final Usage usage;
    private final Bills bills;
    private final AuditLog audit;
    private final AccessPolicy policy;
    private final Clock clock;

    Overviews(
            Tenants tenants,
            DeviceCounting devices,
            Usage usage,
            Bills bills,
            AuditLog audit,
            AccessPolicy policy,
            Clock clock) {
        this.tenants = tenants;
        this.devices = devices;
        this.usage = usage;
        this.bills = bills;
        this.audit = audit;
        this.policy = policy;
        this.clock = clock;
    }

    public Overview of(TenantId tenant, Grant grant) {
        TenantView view = TenantView.of(tenants.get(tenant), grant);
        Optional<Life> life =
                Optional.ofNullable(view.status().incarnation()).map(incarnation -> new Life(tenant, incarnation));
        // The runtime answers meanwhile.
        Supplier<DeviceFigures> counted = devices.begin(tenant, grant);
        Today today = may(grant, TENANT + "/usage") ? today(life) : null;
        BillToDate bill =
                may(grant, TENANT + "/bill") ? life.flatMap(this::bill).orElse(null) : null;
        List<RecentEntry> recent = may(grant, TENANT + "/audit")
                ? audit.newest(tenant, RECENT).stream().map(RecentEntry::of).toList()
                : null;
        return new Overview(view, counted.get(), today, bill, recent);
    }

    /** As the policy says of the operation that has it alone. */
    private boolean may(Grant grant, String path) {
        return policy.of(new Operation("GET", path))
                .filter(admission -> admission instanceof Admission.Roles(var roles, boolean bySite)
                        && roles.contains(grant.role())
                        && (bySite || grant.wholeTenant()))
                .isPresent();
    }

    private Today today(Optional<Life> life) {
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        List<Usage.Sum> sums = life.map(one -> usage.sums(
                        one.tenant(),
                        one.incarnation(),
                        midnight,
                        midnight.plus(1, ChronoUnit.DAYS),
                        Optional.empty(),
                        Granularity.TOTAL))
                .orElse(List.of());
        return new Today(sum(sums, MeterKey.MESSAGES), sum(sums, MeterKey.POINTS));
    }

    private static long sum(List<Usage.Sum> sums, MeterKey meter) {
        return sums.stream()
                .filter(sum -> sum.meter() == meter)
                .mapToLong(sum -> sum.quantity().longValue())
                .sum();
    }

    private Optional<BillToDate> bill(Life life) {
        return bills.toDate(life) instanceof Drawing.Drawn(var bill)
                ? Optional.of(new BillToDate(bill.total().toString(), bill.asOf()))
                : Optional.empty();
    }
}
