package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes counted API calls into the ledger. A window's revision is its count, which only grows. */
final class ApiCallCollector {

    private static final int AT_ONCE = 1_000;

    private final JdbcClient database;
    private final Ledger ledger;

    ApiCallCollector(DataSource database, Ledger ledger) {
        this.database = JdbcClient.create(database);
        this.ledger = ledger;
    }

    void collect(TenantId tenant, String incarnation) {
        List<UsageRow> rows = database.sql("""
            SELECT hour, source, calls FROM api_call_hour
            WHERE tenant = :tenant AND incarnation = :incarnation AND calls > ledgered ORDER BY hour, source
            LIMIT :limit
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("limit", AT_ONCE)
                .query((row, _) -> {
                    UsageWindow window = new UsageWindow(
                            tenant, incarnation, MeterKey.API_CALLS, LedgerRows.hour(row), row.getString("source"));
                    return UsageRow.of(window, row.getLong("calls"), row.getLong("calls"));
                })
                .list();
        if (rows.isEmpty()) {
            return;
        }
        ledger.take(tenant, incarnation, rows, Optional.empty());
        // Dying before this means taking them once more, which adds nothing.
        for (UsageRow row : rows) {
            database.sql("""
                UPDATE api_call_hour SET ledgered = :calls
                WHERE tenant = :tenant AND incarnation = :incarnation AND hour = :hour AND source = :source
                """)
                    .param("calls", row.revision())
                    .param("tenant", tenant.value())
                    .param("incarnation", incarnation)
                    .param("hour", row.window().hour().start().atOffset(ZoneOffset.UTC))
                    .param("source", row.window().source())
                    .update();
        }
    }
}
