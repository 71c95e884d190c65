package io.millwright.controlplane.refusal;

import io.millwright.controlplane.metering.Collected;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.wire.TenantId;
import java.time.Duration;

/** Reads what was refused to a tenant's identities page by page into its trail. */
public final class RefusalCollector {

    static final int PAGE = 100;

    private static final int MOST_PAGES = 5;
    private static final int LONGEST_CURSOR = 512;
    private static final Duration AFTER_A_LIE = Duration.ofMinutes(1);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

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
            RefusalPage page;
            switch (source.refusals(tenant, cursor, PAGE)) {
                case RuntimeAnswer.Known<RefusalPage>(RefusalPage known) -> page = known;
                case RuntimeAnswer.Unavailable<RefusalPage>(String reason, Duration wait) -> {
                    return new Collected.Failed(reason, wait);
                }
                case RuntimeAnswer.Busy<RefusalPage>(Duration wait) -> {
                    return new Collected.Failed("it has too much to do", wait);
                }
                case RuntimeAnswer.Refused<RefusalPage>(String sentence) -> {
                    return new Collected.Failed(sentence, AFTER_A_LIE);
                }
                case RuntimeAnswer.Absent<RefusalPage> _ -> {
                    return new Collected.Failed("it does not know the tenant, or nothing of refusals", AFTER_SILENCE);
                }
            }
            if (page.rows().isEmpty()) {
                return new Collected.UpToDate(entries);
            }
            if (isEndless(page, cursor)) {
                return new Collected.Failed("refusals without a way on", AFTER_A_LIE);
            }
            if (!trail.take(tenant, incarnation, cursor, page)) {
                return new Collected.UpToDate(entries); // another collector is at it
            }
            entries += page.rows().size();
            cursor = page.next();
        }
        return new Collected.More(entries);
    }

    private static boolean isEndless(RefusalPage page, String cursor) {
        return page.next().equals(cursor)
                || page.next().isEmpty()
                || page.next().length() > LONGEST_CURSOR
                || page.next().indexOf('\0') >= 0
                || page.rows().size() > PAGE;
    }
}
