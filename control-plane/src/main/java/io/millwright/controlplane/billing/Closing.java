package io.millwright.controlplane.billing;

import io.millwright.controlplane.billing.TierHistories.Life;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes months, in order, once their grace for late data is over: invoice, amounts and the event in one transaction. A month is
 * closed once; two processes that close the same month wait for each other, and the second finds it done.
 */
public class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final TierHistories histories;
    private final Invoices invoices;
    private final Bills bills;
    private final Consumer<InvoiceClosed> closed;
    private final Duration grace;
    private final Clock clock;

    public Closing(
            DataSource database,
            TierHistories histories,
            Invoices invoices,
            Bills bills,
            Consumer<InvoiceClosed> closed,
            Duration grace,
            Clock clock) {
        this.database = JdbcClient.create(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.histories = histories;
        this.invoices = invoices;
        this.bills = bills;
        this.closed = closed;
        this.grace = grace;
        this.clock = clock;
    }

    /** Closes what is due for everybody; one tenant's trouble is its own. */
    public void closeAllTenants() {
        for (Life life : histories.livesOfAllTenants()) {
            try {
                close(life);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("tenant", life.tenant())
                        .setCause(e)
                        .log("a month could not be closed; it is tried again");
            }
        }
    }

    /** Closes every month of this life that is due, oldest first. */
    public void close(Life life) {
        Optional<TierHistory> history = histories.find(life.tenant(), life.incarnation());
        Optional<BillingMonth> due = history.flatMap(tiers -> due(life, tiers));
        while (due.isPresent()) {
            BillingMonth month = due.get();
            Boolean done = transactions.execute(_ -> close(life, history.orElseThrow(), month));
            due = Boolean.TRUE.equals(done) ? due(life, history.orElseThrow()) : Optional.empty();
        }
    }

    private Optional<BillingMonth> due(Life life, TierHistory history) {
        Instant overSince = clock.instant().minus(grace);
        BillingMonth first = BillingMonth.of(history.changes().getFirst().from().start());
        Optional<Invoices.Last> last = invoices.last(life);
        BillingMonth next = last.map(invoice -> invoice.period().next()).orElse(first);
        boolean over =
                history.end() != null && !next.start().isBefore(history.end().start());
        if (over && last.isPresent()) {
            next = latestClosable(next, overSince);
            if (bills.corrections(life, history, last, next).isEmpty()) {
                return Optional.empty();
            }
        }
        return next.end().isAfter(overSince) ? Optional.empty() : Optional.of(next);
    }

    /** For a tenant that has ended: what is late goes to one invoice, not to one for each month since. */
    private static BillingMonth latestClosable(BillingMonth from, Instant overSince) {
        BillingMonth running = BillingMonth.of(overSince);
        BillingMonth latest = new BillingMonth(running.month().minusMonths(1));
        return latest.compareTo(from) > 0 ? latest : from;
    }

    private boolean close(Life life, TierHistory history, BillingMonth month) {
        lock(life);
        Optional<Invoices.Last> last = invoices.last(life);
        if (last.filter(invoice -> invoice.period().compareTo(month) >= 0).isPresent()) {
            return true; // somebody else was faster
        }
        switch (bills.of(life, month)) {
            case Drawing.Unpriced unpriced -> {
                LOG.atError()
                        .addKeyValue("tenant", life.tenant())
                        .addKeyValue("reason", unpriced.sentence())
                        .log("a month stays open until its tiers have prices");
                return false;
            }
            case Drawing.Drawn drawn -> {
                Bill of = drawn.bill();
                Bill bill = new Bill(
                        of.tenant(),
                        of.incarnation(),
                        month,
                        month.end(),
                        of.rated(),
                        bills.corrections(life, history, last, month),
                        of.ledger());
                String number = number(life, month);
                Instant now = clock.instant();
                invoices.add(life, number, bill, now, BillDocument.json(bill, number));
                closed.accept(new InvoiceClosed(life.tenant(), life.incarnation(), month, number, bill.total()));
                return true;
            }
        }
    }

    private void lock(Life life) {
        database.sql("SELECT pg_advisory_xact_lock(hashtextextended('invoice/' || :incarnation, 0))")
                .param("incarnation", life.incarnation())
                .query((_, _) -> true)
                .list();
    }

    private static String number(Life life, BillingMonth month) {
        String incarnation = life.incarnation().toLowerCase(Locale.ROOT);
        return life.tenant() + "-" + incarnation.substring(incarnation.length() - 8) + "-" + month;
    }
}
