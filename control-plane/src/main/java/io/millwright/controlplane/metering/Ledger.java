package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The append-only ledger of usage in PostgreSQL. Its entries, windows, head and cursor move together or not at all. */
public class Ledger {

    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final TransactionOperations transactions;
    private final LedgerAlarm alarm;
    private final Clock clock;

    public Ledger(DataSource database, LedgerAlarm alarm, Clock clock) {
        this.database = JdbcClient.create(database);
        this.batches = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.alarm = alarm;
        this.clock = clock;
    }

    /**
     * Appends what the rows add. Rows that come twice, late or in another order add up to the same; dying at any point of it
     * leaves everything as it was.
     *
     * @param rows all of this tenant and incarnation
     * @param step what the rows were read by; empty for what is counted in here
     */
    public Taken take(TenantId tenant, String incarnation, List<UsageRow> rows, Optional<CursorStep> step) {
        Taken taken = transactions.execute(_ -> {
            Head head = lockedHead(tenant, incarnation);
            if (step.isPresent() && !step.get().from().equals(head.cursor())) {
                return new Taken.Overtaken();
            }
            Instant now = clock.instant();
            LedgerBatch batch = new LedgerBatch(known(tenant, incarnation, rows));
            rows.forEach(row -> batch.add(row, now));
            List<LedgerEntry> entries = batch.entries(head.end());
            append(entries, now);
            batch.contradictions().forEach(contradiction -> record(contradiction, now));
            LedgerHead end = entries.isEmpty() ? head.end() : entries.getLast().head();
            move(tenant, incarnation, end, step.map(CursorStep::to).orElse(head.cursor()), now);
            return new Taken.Appended(entries.size(), batch.contradictions().size());
        });
        if (taken == null) {
            throw new IllegalStateException("the transaction came to nothing");
        }
        return taken;
    }

    /** Where the tenant's runtime was read to; empty for the beginning. */
    public String cursor(TenantId tenant, String incarnation) {
        return database.sql("SELECT cursor FROM ledger_head WHERE tenant = :tenant AND incarnation = :incarnation")
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private record Head(LedgerHead end, String cursor) {}

    private Head lockedHead(TenantId tenant, String incarnation) {
        database.sql("""
            INSERT INTO ledger_head (tenant, incarnation, hash) VALUES (:tenant, :incarnation, :start)
            ON CONFLICT DO NOTHING
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("start", HEX.parseHex(LedgerHead.START.hash()))
                .update();
        return database.sql("""
            SELECT position, hash, cursor FROM ledger_head
            WHERE tenant = :tenant AND incarnation = :incarnation FOR UPDATE
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query((row, _) -> new Head(
                        new LedgerHead(row.getLong("position"), HEX.formatHex(row.getBytes("hash"))),
                        row.getString("cursor")))
                .single();
    }

    private Map<UsageWindow, UsageRow> known(TenantId tenant, String incarnation, List<UsageRow> rows) {
        String[] hours = rows.stream()
                .map(row -> row.window().hour().toString())
                .distinct()
                .toArray(String[]::new);
        Map<UsageWindow, UsageRow> known = new HashMap<>();
        database.sql("""
            SELECT * FROM ledger_window
            WHERE tenant = :tenant AND incarnation = :incarnation AND hour = ANY (:hours::timestamptz[])
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("hours", hours)
                .query((row, _) -> LedgerRows.usage(row))
                .list()
                .forEach(row -> known.put(row.window(), row));
        return known;
    }

    private void append(List<LedgerEntry> entries, Instant now) {
        batches.batchUpdate(
                """
                INSERT INTO ledger (tenant, incarnation, meter, hour, source, revision, quantity, position, id, added, previous, hash,
                                    recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entries.stream()
                        .map(entry -> LedgerRows.with(
                                entry.row(),
                                entry.position(),
                                entry.row().id(),
                                entry.added(),
                                HEX.parseHex(entry.previous()),
                                HEX.parseHex(entry.hash()),
                                now.atOffset(ZoneOffset.UTC)))
                        .toList());
        batches.batchUpdate(
                """
                INSERT INTO ledger_window (tenant, incarnation, meter, hour, source, revision, quantity)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (tenant, incarnation, hour, meter, source)
                    DO UPDATE SET revision = excluded.revision, quantity = excluded.quantity
                """, entries.stream().map(entry -> LedgerRows.with(entry.row())).toList());
    }

    private void record(LedgerBatch.Contradiction contradiction, Instant now) {
        UsageRow row = contradiction.row();
        int fresh = batches.update("""
            INSERT INTO usage_contradiction (tenant, incarnation, meter, hour, source, revision, quantity, sentence, found_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, LedgerRows.with(row, contradiction.sentence(), now.atOffset(ZoneOffset.UTC)));
        if (fresh == 1) {
            alarm.contradiction(row.window().tenant(), row, contradiction.sentence());
        }
    }

    private void move(TenantId tenant, String incarnation, LedgerHead end, String cursor, Instant now) {
        database.sql("""
            UPDATE ledger_head SET position = :position, hash = :hash, cursor = :cursor, collected_at = :now
            WHERE tenant = :tenant AND incarnation = :incarnation
            """)
                .param("position", end.position())
                .param("hash", HEX.parseHex(end.hash()))
                .param("cursor", cursor)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .update();
    }
}
