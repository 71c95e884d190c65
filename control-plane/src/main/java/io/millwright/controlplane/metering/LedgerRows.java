package io.millwright.controlplane.metering;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Usage as the columns tenant, incarnation, meter, hour, source, revision and quantity, in this order. */
final class LedgerRows {

    static UsageRow usage(ResultSet row) throws SQLException {
        String meter = row.getString("meter");
        UsageWindow window = new UsageWindow(
                new TenantId(row.getString("tenant")),
                row.getString("incarnation"),
                MeterKey.of(meter).orElseThrow(() -> new SQLException("the ledger holds an unknown meter: " + meter)),
                hour(row),
                row.getString("source"));
        return new UsageRow(window, row.getLong("revision"), row.getBigDecimal("quantity"));
    }

    static UsageHour hour(ResultSet row) throws SQLException {
        return new UsageHour(row.getObject("hour", OffsetDateTime.class).toInstant());
    }

    static LedgerEntry entry(ResultSet row) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new LedgerEntry(
                row.getLong("position"),
                usage(row),
                row.getBigDecimal("added"),
                hex.formatHex(row.getBytes("previous")),
                hex.formatHex(row.getBytes("hash")));
    }

    static Object[] with(UsageRow row, Object... more) {
        UsageWindow window = row.window();
        List<Object> values = new ArrayList<>(List.of(
                window.tenant().value(),
                window.incarnation(),
                window.meter().key(),
                window.hour().start().atOffset(ZoneOffset.UTC),
                window.source(),
                row.revision(),
                row.quantity()));
        values.addAll(Arrays.asList(more));
        return values.toArray();
    }

    private LedgerRows() {}
}
