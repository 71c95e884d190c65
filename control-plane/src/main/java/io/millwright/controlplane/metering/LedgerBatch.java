package io.millwright.controlplane.metering;

import io.millwright.wire.usage.UsageDifference;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out what rows add to a ledger. Several revisions of a window become one entry: the last of them, with all it added. */
final class LedgerBatch {

    private final Map<UsageWindow, UsageRow> known;
    private final Map<UsageWindow, BigDecimal> added = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    /** A row that was kept out, and why. */
    record Contradiction(UsageRow row, String sentence) {}

    /** @param known the last revision of every window that the ledger has and that a row may be of */
    LedgerBatch(Map<UsageWindow, UsageRow> known) {
        this.known = new HashMap<>(known);
    }

    void add(UsageRow row, Instant now) {
        Optional<String> fault = RowCheck.fault(row, now);
        if (fault.isPresent()) {
            contradictions.add(new Contradiction(row, fault.get()));
            return;
        }
        switch (UsageDifference.between(known.get(row.window()), row)) {
            case UsageDifference.Append append -> {
                known.put(row.window(), append.row());
                added.merge(row.window(), append.quantity(), BigDecimal::add);
            }
            case UsageDifference.Contradiction contradiction ->
                contradictions.add(new Contradiction(row, contradiction.sentence()));
            case UsageDifference.Known _ -> {}
        }
    }

    /** In the order in which windows were first added to. */
    List<LedgerEntry> entries(LedgerHead head) {
        List<LedgerEntry> entries = new ArrayList<>();
        LedgerHead end = head;
        for (Map.Entry<UsageWindow, BigDecimal> window : added.entrySet()) {
            UsageRow row = known.get(window.getKey());
            if (row != null) {
                LedgerEntry entry = LedgerEntry.after(end, row, window.getValue());
                entries.add(entry);
                end = entry.head();
            }
        }
        return entries;
    }

    List<Contradiction> contradictions() {
        return contradictions;
    }
}
