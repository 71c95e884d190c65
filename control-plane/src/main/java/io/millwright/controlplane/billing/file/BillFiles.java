package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.billing.Bill;
import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Bills;
import io.millwright.controlplane.billing.TierHistories;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.billing.TierHistory;
import io.millwright.controlplane.metering.Usage;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes bill files out of the platform's database, each out of one snapshot of it. */
public class BillFiles {

    private final Bills bills;
    private final Usage usage;
    private final TierHistories histories;
    private final TransactionTemplate snapshot;

    public BillFiles(DataSource database, Bills bills, Usage usage, TierHistories histories) {
        this.bills = bills;
        this.usage = usage;
        this.histories = histories;
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /**
     * The month with its ledger entries; empty if the tenant has not run yet. Corrections of other months are not in it: they
     * have files of their own.
     *
     * @throws io.millwright.controlplane.problem.ProblemException if a tier has no price
     */
    public Optional<byte[]> of(Life life, BillingMonth month) {
        Optional<byte[]> file = snapshot.execute(_ -> {
            Optional<TierHistory> tiers = histories.find(life.tenant(), life.incarnation());
            if (tiers.isEmpty()) {
                return Optional.empty();
            }
            Bill bill = bills.of(life, month).orProblem();
            return Optional.of(BillText.write(BillFile.of(
                    life.tenant(),
                    life.incarnation(),
                    month,
                    bill.asOf(),
                    tiers.get(),
                    bill.rated(),
                    usage.entries(life.tenant(), life.incarnation(), month.start(), month.end()),
                    bill.ledger())));
        });
        return file == null ? Optional.empty() : file;
    }
}
