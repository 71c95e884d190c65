package io.millwright.controlplane.refusal;

import io.millwright.controlplane.metering.Collected;
import io.millwright.controlplane.metering.ReportPages;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.wire.TenantId;

/** Reads what was refused to a tenant's identities page by page into its trail. */
public final class RefusalCollector {

    static final int PAGE = 100;

    private static final int MOST_PAGES = 5;

    private final RefusalSource source;
    private final RefusalTrail trail;

    public RefusalCollector(RefusalSource source, RefusalTrail trail) {
        this.source = source;
        this.trail = trail;
    }

    /** Takes what there is, at most so many pages that other tenants have their turn. */
    public Collected collect(TenantId tenant, String incarnation) {
        int entries = 0;
        String cursor = trail.cursor(tenant, incarnation);
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            RuntimeAnswer<RefusalPage> answer = source.refusals(tenant, cursor, PAGE);
            if (!(answer instanceof RuntimeAnswer.Known<RefusalPage>(RefusalPage page))) {
                return ReportPages.none(answer, "it does not know the tenant, or nothing of refusals");
            }
            if (page.rows().isEmpty()) {
                return new Collected.UpToDate(entries);
            }
            if (ReportPages.isEndless(cursor, page.next(), page.rows().size(), PAGE)) {
                return ReportPages.lie("refusals without a way on");
            }
            if (!trail.take(tenant, incarnation, cursor, page)) {
                return new Collected.UpToDate(entries); // another collector is at it
            }
            entries += page.rows().size();
            cursor = page.next();
        }
        return new Collected.More(entries);
    }
}
