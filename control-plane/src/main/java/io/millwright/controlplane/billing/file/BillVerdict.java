package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Money;

/** What came of re-adding a bill file. */
public sealed interface BillVerdict {

    /** Entries give the windows, windows the usage, usage the lines, lines the total; and nothing else was changed. */
    record AddsUp(String tenant, BillingMonth period, Money total, int lines, int windows, int entries)
            implements BillVerdict {}

    /** The first thing that does not, named. */
    record DoesNotAddUp(String sentence) implements BillVerdict {}

    /** No bill. */
    record Unreadable(String sentence) implements BillVerdict {}
}
