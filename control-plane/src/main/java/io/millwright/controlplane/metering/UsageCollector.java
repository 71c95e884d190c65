package io.millwright.controlplane.metering;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageRow;
import java.util.List;
import java.util.Optional;

/**
 * Reads a runtime's usage page by page into the ledger. A runtime speaks for the tenant it is asked about and for no other: one
 * foreign row, and nothing of the answer is believed.
 */
public final class UsageCollector {

    private static final int MOST_PAGES = 20;

    private final UsageSource source;
    private final Ledger ledger;
    private final LedgerAlarm alarm;
    private final int pageSize;

    public UsageCollector(UsageSource source, Ledger ledger, LedgerAlarm alarm, int pageSize) {
        this.source = source;
        this.ledger = ledger;
        this.alarm = alarm;
        this.pageSize = pageSize;
    }

    /** Takes what there is, at most so many pages that other tenants have their turn. */
    public Collected collect(TenantId tenant, String incarnation) {
        int entries = 0;
        String cursor = ledger.cursor(tenant, incarnation);
        for (int page = 0; page < MOST_PAGES; page++) {
            RuntimeAnswer<UsagePage> answer = source.usage(tenant, cursor, pageSize);
            if (!(answer instanceof RuntimeAnswer.Known<UsagePage>(UsagePage usage))) {
                return ReportPages.none(answer, "it does not know the tenant");
            }
            if (usage.rows().isEmpty()) {
                return new Collected.UpToDate(entries);
            }
            Optional<Collected> lie = lie(tenant, incarnation, cursor, usage);
            if (lie.isPresent()) {
                return lie.get();
            }
            Taken taken =
                    ledger.take(tenant, incarnation, usage.rows(), Optional.of(new CursorStep(cursor, usage.next())));
            if (!(taken instanceof Taken.Appended appended)) {
                return new Collected.UpToDate(entries); // another collector is at it
            }
            entries += appended.entries();
            cursor = usage.next();
        }
        return new Collected.More(entries);
    }

    private Optional<Collected> lie(TenantId tenant, String incarnation, String cursor, UsagePage page) {
        List<UsageRow> rows = page.rows();
        if (!rows.stream().allMatch(row -> RowCheck.ownOf(row, tenant, incarnation))) {
            alarm.foreign(tenant);
            return Optional.of(ReportPages.lie("usage that is not the asked tenant's"));
        }
        return ReportPages.isEndless(cursor, page.next(), rows.size(), pageSize)
                ? Optional.of(ReportPages.lie("rows without a way on"))
                : Optional.empty();
    }
}
