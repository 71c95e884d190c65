package io.millwright.controlplane.billing;

import io.millwright.controlplane.metering.AdvisoryLock;
import org.springframework.scheduling.annotation.Scheduled;

/** What billing does by the clock. Each at a fixed rate, so that nobody else's schedule waits; the locks keep rounds apart. */
class BillingRounds {

    private final AdvisoryLock lock;
    private final TierNotes notes;
    private final TenantFigures figures;
    private final Closing closing;

    BillingRounds(AdvisoryLock lock, TierNotes notes, TenantFigures figures, Closing closing) {
        this.lock = lock;
        this.notes = notes;
        this.figures = figures;
        this.closing = closing;
    }

    @Scheduled(fixedRateString = "${millwright.control-plane.billing.status-period:5s}")
    void figures() {
        lock.attempt("tenant-figures", () -> {
            notes.noteAllTenants();
            figures.showAllTenants();
        });
    }

    @Scheduled(fixedRateString = "${millwright.control-plane.billing.closing-period:5m}")
    void months() {
        lock.attempt("invoices", closing::closeAllTenants);
    }
}
