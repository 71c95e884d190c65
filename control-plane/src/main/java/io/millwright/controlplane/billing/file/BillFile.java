package io.millwright.controlplane.billing.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.controlplane.billing.BillLine;
import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.PriceList;
import io.millwright.controlplane.billing.RatedMonth;
import io.millwright.controlplane.billing.TierHistory;
import io.millwright.controlplane.metering.LedgerEntry;
import io.millwright.controlplane.metering.LedgerHead;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One month's bill and all that it follows from: ledger entries, their windows, the sums per meter, prices, tiers and lines.
 *
 * @param asOf the moment that the base was accrued until; the end of the month for a whole month
 * @param ledger where the tenant's ledger ended when the file was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BillFile(
        @JsonProperty(required = true) String format,
        @JsonProperty(required = true) String tenant,
        @JsonProperty(required = true) String incarnation,
        @JsonProperty(required = true) BillingMonth period,
        @JsonProperty(required = true) Instant asOf,
        @JsonProperty(required = true) String currency,
        @JsonProperty(required = true) long total,
        @JsonProperty(required = true) List<BillLine> lines,
        @JsonProperty(required = true) Tiers tiers,
        @JsonProperty(required = true) PriceList prices,
        @JsonProperty(required = true) List<Sum> usage,
        @JsonProperty(required = true) List<Window> windows,
        @JsonProperty(required = true) LedgerHead ledger) {

    /** What the file says it is. */
    public static final String FORMAT = "millwright.bill.v1";

    /** {@link TierHistory} in hours as texts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tiers(
            @JsonProperty(required = true) List<Change> changes,
            @Nullable Instant end) {}

    /** From this hour on. */
    record Change(
            @JsonProperty(required = true) Instant from,
            @JsonProperty(required = true) String tier) {}

    /** All windows of one meter. */
    record Sum(
            @JsonProperty(required = true) String meter,
            @JsonProperty(required = true) BigDecimal quantity) {}

    /** What one source counted of one meter in one hour: the sum of what its entries added. */
    record Window(
            @JsonProperty(required = true) String meter,
            @JsonProperty(required = true) Instant hour,
            @JsonProperty(required = true) String source,
            @JsonProperty(required = true) BigDecimal quantity,
            @JsonProperty(required = true) List<Entry> entries) {}

    /** An entry of the ledger; {@code quantity} is what its revision came to, {@code added} what was new of it. */
    record Entry(
            @JsonProperty(required = true) long position,
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) long revision,
            @JsonProperty(required = true) BigDecimal quantity,
            @JsonProperty(required = true) BigDecimal added,
            @JsonProperty(required = true) String previous,
            @JsonProperty(required = true) String hash) {}

    /** @param entries the ledger's entries of hours of the month, in their order */
    public static BillFile of(
            TenantId tenant,
            String incarnation,
            BillingMonth month,
            Instant asOf,
            TierHistory tiers,
            RatedMonth.Rated rated,
            List<LedgerEntry> entries,
            LedgerHead head) {
        Map<UsageWindow, List<LedgerEntry>> windows = new LinkedHashMap<>();
        for (LedgerEntry entry : entries) {
            windows.computeIfAbsent(entry.row().window(), _ -> new ArrayList<>())
                    .add(entry);
        }
        Map<String, BigDecimal> sums = new TreeMap<>();
        entries.forEach(entry -> sums.merge(entry.row().window().meter().key(), entry.added(), BigDecimal::add));
        Comparator<UsageWindow> order = Comparator.comparing(UsageWindow::meter)
                .thenComparing(UsageWindow::hour)
                .thenComparing(UsageWindow::source);
        return new BillFile(
                FORMAT,
                tenant.value(),
                incarnation,
                month,
                asOf,
                rated.prices().currency().getCurrencyCode(),
                rated.total(),
                rated.lines(),
                tiers(tiers),
                rated.prices(),
                sums.entrySet().stream()
                        .map(sum -> new Sum(sum.getKey(), sum.getValue()))
                        .toList(),
                windows.keySet().stream()
                        .sorted(order)
                        .map(window -> window(window, windows.getOrDefault(window, List.of())))
                        .toList(),
                head);
    }

    private static Tiers tiers(TierHistory tiers) {
        return new Tiers(
                tiers.changes().stream()
                        .map(change -> new Change(change.from().start(), change.tier()))
                        .toList(),
                tiers.end() == null ? null : tiers.end().start());
    }

    private static Window window(UsageWindow window, List<LedgerEntry> entries) {
        BigDecimal quantity = entries.stream().map(LedgerEntry::added).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Entry> rows = entries.stream()
                .map(entry -> new Entry(
                        entry.position(),
                        entry.row().id().toString(),
                        entry.row().revision(),
                        entry.row().quantity(),
                        entry.added(),
                        entry.previous(),
                        entry.hash()))
                .toList();
        return new Window(window.meter().key(), window.hour().start(), window.source(), quantity, rows);
    }
}
