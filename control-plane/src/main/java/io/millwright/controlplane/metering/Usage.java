package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers from the ledger. Every question is about one incarnation of one tenant; sums are exact. */
public class Usage {

    private final JdbcClient database;

    public Usage(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** What was used of a meter in one span. */
    public record Sum(MeterKey meter, Instant from, BigDecimal quantity) {}

    /**
     * Sums by meter and span, both ascending; spans without usage are left out.
     *
     * @param from first hour
     * @param to first hour that no longer counts
     */
    public List<Sum> sums(
            TenantId tenant,
            String incarnation,
            Instant from,
            Instant to,
            Optional<MeterKey> meter,
            Granularity granularity) {
        return database.sql("""
            SELECT meter, CASE WHEN :unit = 'total' THEN :from ELSE date_trunc(:field, hour, 'UTC') END AS span,
                   sum(quantity) AS quantity
            FROM ledger_window
            WHERE tenant = :tenant AND incarnation = :incarnation AND hour >= :from AND hour < :to
              AND (:meter = '' OR meter = :meter)
            GROUP BY 1, 2 ORDER BY 1, 2
            """)
                .param("unit", granularity.key())
                .param("field", granularity == Granularity.TOTAL ? "hour" : granularity.key())
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("meter", meter.map(MeterKey::key).orElse(""))
                .query((row, _) -> new Sum(
                        meter(row),
                        row.getObject("span", OffsetDateTime.class).toInstant(),
                        plain(row.getBigDecimal("quantity"))))
                .list();
    }

    /** Usage by hour, to be rated. */
    public MeteredUsage hours(TenantId tenant, String incarnation, Instant from, Instant to) {
        return new MeteredUsage(sums(tenant, incarnation, from, to, Optional.empty(), Granularity.HOUR).stream()
                .map(sum -> new MeteredHour(sum.meter(), new UsageHour(sum.from()), sum.quantity()))
                .toList());
    }

    /** Beginnings of the months, ascending, that end by {@code before} and that entries after the position are of. */
    public List<Instant> monthsAddedTo(TenantId tenant, String incarnation, long after, Instant before) {
        return database.sql("""
            SELECT DISTINCT date_trunc('month', hour, 'UTC') AS month FROM ledger
            WHERE tenant = :tenant AND incarnation = :incarnation AND position > :after AND hour < :before
            ORDER BY month
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("after", after)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("month", OffsetDateTime.class).toInstant())
                .list();
    }

    /** Entries after a position, in order. */
    public List<LedgerEntry> entries(TenantId tenant, String incarnation, long after, int limit) {
        return database.sql("""
            SELECT * FROM ledger WHERE tenant = :tenant AND incarnation = :incarnation AND position > :after
            ORDER BY position LIMIT :limit
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> LedgerRows.entry(row))
                .list();
    }

    /** Entries of hours in a span, in the ledger's order. */
    public List<LedgerEntry> entries(TenantId tenant, String incarnation, Instant from, Instant to) {
        return database.sql("""
            SELECT * FROM ledger
            WHERE tenant = :tenant AND incarnation = :incarnation AND hour >= :from AND hour < :to
            ORDER BY position
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, _) -> LedgerRows.entry(row))
                .list();
    }

    /** Where the ledger ends now. */
    public LedgerHead head(TenantId tenant, String incarnation) {
        return database.sql(
                        "SELECT position, hash FROM ledger_head WHERE tenant = :tenant AND incarnation = :incarnation")
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query((row, _) ->
                        new LedgerHead(row.getLong("position"), HexFormat.of().formatHex(row.getBytes("hash"))))
                .optional()
                .orElse(LedgerHead.START);
    }

    private static MeterKey meter(ResultSet row) throws SQLException {
        String key = row.getString("meter");
        return MeterKey.of(key).orElseThrow(() -> new SQLException("the ledger holds an unknown meter: " + key));
    }

    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
