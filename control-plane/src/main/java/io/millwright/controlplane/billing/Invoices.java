package io.millwright.controlplane.billing;

import io.millwright.controlplane.billing.TierHistories.Life;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Closed months: written once, never changed. */
public class Invoices {

    private final JdbcClient database;

    public Invoices(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** An invoice at a glance. */
    public record Summary(String number, BillingMonth period, Money total, Instant closedAt) {}

    /** How far a tenant's months are closed. */
    record Last(BillingMonth period, long ledgerPosition) {}

    /** Newest first, from the month before {@code before} on. */
    public List<Summary> list(Life life, Optional<BillingMonth> before, int limit) {
        return database.sql("""
            SELECT number, period, currency, total, closed_at FROM invoice
            WHERE tenant = :tenant AND incarnation = :incarnation AND period < :before
            ORDER BY period DESC LIMIT :limit
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("before", before.map(Invoices::date).orElse(LocalDate.of(9999, 12, 31)))
                .param("limit", limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /** The document as it was written when the month was closed. */
    public Optional<String> document(Life life, BillingMonth period) {
        return database.sql("""
            SELECT document FROM invoice
            WHERE tenant = :tenant AND incarnation = :incarnation AND period = :period
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("period", date(period))
                .query(String.class)
                .optional();
    }

    Optional<Last> last(Life life) {
        return database.sql("""
            SELECT period, ledger_position FROM invoice
            WHERE tenant = :tenant AND incarnation = :incarnation ORDER BY period DESC LIMIT 1
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .query((row, _) -> new Last(period(row), row.getLong("ledger_position")))
                .optional();
    }

    /** What was billed of a month so far, over all invoices. */
    Map<Charged, Long> invoiced(Life life, BillingMonth month) {
        Map<Charged, Long> amounts = new HashMap<>();
        database.sql("""
            SELECT tier, charge, sum(amount)::bigint AS amount FROM invoiced_amount
            WHERE tenant = :tenant AND incarnation = :incarnation AND of_period = :month GROUP BY tier, charge
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("month", date(month))
                .query(row -> {
                    amounts.put(new Charged(row.getString("tier"), row.getString("charge")), row.getLong("amount"));
                });
        return amounts;
    }

    /** Within the caller's transaction. */
    void add(Life life, String number, Bill bill, Instant closedAt, String document) {
        database.sql("""
            INSERT INTO invoice
              (tenant, incarnation, period, number, currency, total, ledger_position, closed_at, document)
            VALUES (:tenant, :incarnation, :period, :number, :currency, :total, :position, :closed, :document)
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("period", date(bill.month()))
                .param("number", number)
                .param("currency", bill.total().currency().getCurrencyCode())
                .param("total", bill.total().minor())
                .param("position", bill.ledger().position())
                .param("closed", closedAt.atOffset(ZoneOffset.UTC))
                .param("document", document)
                .update();
        bill.rated()
                .lines()
                .forEach(line -> amount(life, bill, bill.month(), line.tier(), line.charge(), line.amount()));
        bill.corrections()
                .forEach(correction -> amount(
                        life, bill, correction.period(), correction.tier(), correction.charge(), correction.amount()));
    }

    private void amount(Life life, Bill bill, BillingMonth of, String tier, String charge, long amount) {
        database.sql("""
            INSERT INTO invoiced_amount (tenant, incarnation, period, of_period, tier, charge, amount)
            VALUES (:tenant, :incarnation, :period, :of, :tier, :charge, :amount)
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("period", date(bill.month()))
                .param("of", date(of))
                .param("tier", tier)
                .param("charge", charge)
                .param("amount", amount)
                .update();
    }

    private static Summary summary(ResultSet row) throws SQLException {
        return new Summary(
                row.getString("number"),
                period(row),
                new Money(Currency.getInstance(row.getString("currency")), row.getLong("total")),
                row.getObject("closed_at", OffsetDateTime.class).toInstant());
    }

    private static BillingMonth period(ResultSet row) throws SQLException {
        return new BillingMonth(YearMonth.from(row.getObject("period", LocalDate.class)));
    }

    private static LocalDate date(BillingMonth month) {
        return month.month().atDay(1);
    }
}
