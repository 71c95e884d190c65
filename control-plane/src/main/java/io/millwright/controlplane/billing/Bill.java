package io.millwright.controlplane.billing;

import io.millwright.controlplane.metering.LedgerHead;
import io.millwright.wire.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * What a tenant owes for a month, as far as its ledger says up to now.
 *
 * @param asOf the base is accrued until there
 * @param corrections of months that are closed
 * @param ledger where the ledger ended; all entries up to there are in
 */
public record Bill(
        TenantId tenant,
        String incarnation,
        BillingMonth month,
        Instant asOf,
        RatedMonth.Rated rated,
        List<Correction> corrections,
        LedgerHead ledger) {

    public Bill {
        corrections = List.copyOf(corrections);
    }

    public Money total() {
        long corrected = corrections.stream().mapToLong(Correction::amount).reduce(0, Math::addExact);
        return new Money(rated.prices().currency(), Math.addExact(rated.total(), corrected));
    }
}
