package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.metering.LedgerEntry;
import io.millwright.controlplane.metering.LedgerHead;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The windows of a bill file, each beside what is wrong with it. */
final class WindowProof {

    private final Map<BillFile.Window, String> faults = new HashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    /** @throws IllegalArgumentException if tenant or incarnation are not of their form */
    static WindowProof of(BillFile file) {
        WindowProof proof = new WindowProof();
        TenantId tenant = new TenantId(file.tenant());
        Set<UsageWindow> seen = new HashSet<>();
        for (BillFile.Window written : file.windows()) {
            Optional<MeterKey> meter = MeterKey.of(written.meter());
            if (meter.isEmpty()) {
                proof.faults.put(written, "there is no meter called " + written.meter());
                continue;
            }
            try {
                UsageWindow window = new UsageWindow(
                        tenant, file.incarnation(), meter.get(), new UsageHour(written.hour()), written.source());
                boolean ofMonth = !written.hour().isBefore(file.period().start())
                        && written.hour().isBefore(file.period().end());
                Optional<String> fault = !ofMonth
                        ? Optional.of("it is not of the month")
                        : !seen.add(window) ? Optional.of("it stands twice") : proof.entries(window, written);
                fault.ifPresent(sentence -> proof.faults.put(written, sentence));
            } catch (IllegalArgumentException e) {
                proof.faults.put(written, String.valueOf(e.getMessage()));
            }
        }
        return proof;
    }

    /** What is wrong with the window, as the end of a sentence about it. */
    Optional<String> fault(BillFile.Window window) {
        return Optional.ofNullable(faults.get(window))
                .map(fault -> "the window of " + window.meter() + " at " + window.hour() + " by " + window.source()
                        + ": " + fault);
    }

    private Optional<String> entries(UsageWindow window, BillFile.Window written) {
        BigDecimal sum = BigDecimal.ZERO;
        long revision = 0;
        for (BillFile.Entry entry : written.entries()) {
            UsageRow row = new UsageRow(window, entry.revision(), entry.quantity());
            LedgerEntry known = new LedgerEntry(entry.position(), row, entry.added(), entry.previous(), entry.hash());
            sum = sum.add(entry.added());
            String of = "entry " + entry.position();
            if (entry.revision() <= revision || entry.added().signum() < 0) {
                return Optional.of(of + " is not after the one before it");
            }
            if (sum.compareTo(entry.quantity()) != 0) {
                return Optional.of(
                        of + " came to " + text(entry.quantity()) + ", but what was added comes to " + text(sum));
            }
            if (!row.id().toString().equals(entry.id()) || !known.genuine()) {
                return Optional.of(of + " is not what the ledger took: its id or hash is that of another");
            }
            revision = entry.revision();
            entries.add(known);
        }
        return sum.compareTo(written.quantity()) == 0
                ? Optional.empty()
                : Optional.of("it says " + text(written.quantity()) + ", its entries come to " + text(sum));
    }

    /** Whether entries that follow each other are chained, up to the ledger's end. Only after all windows are right. */
    Optional<String> brokenChain(LedgerHead head) {
        LedgerHead before = LedgerHead.START;
        entries.sort(Comparator.comparingLong(LedgerEntry::position));
        for (LedgerEntry entry : entries) {
            boolean follows = entry.position() == before.position() + 1;
            if (entry.position() <= before.position()
                    || (follows && !entry.previous().equals(before.hash()))) {
                return Optional.of("Entry " + entry.position() + " of the ledger does not follow the one before it.");
            }
            before = entry.head();
        }
        boolean ends = before.position() < head.position() || before.equals(head);
        return ends ? Optional.empty() : Optional.of("The ledger ends before its entry " + before.position() + ".");
    }

    static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
