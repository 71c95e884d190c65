package io.millwright.controlplane.billing;

/**
 * What usage that came late changes about a month that is closed.
 *
 * @param period the closed month
 * @param invoiced what was billed of it so far, in minor units
 * @param now what it comes to with all usage there is
 */
public record Correction(BillingMonth period, String tier, String charge, long invoiced, long now) {

    public long amount() {
        return Math.subtractExact(now, invoiced);
    }
}
