package io.millwright.controlplane.billing;

import io.millwright.controlplane.metering.MeteredUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prices a month. Pure: the same usage, prices, month and tiers give the same lines wherever and whenever they are asked.
 *
 * <p>A tier that ran for part of the month has that part of base, allowances and steps, by the hour. A part of an allowance
 * or step is rounded up to a whole thing, for the customer. Nothing else is rounded before a line's amount.
 */
public final class Rating {

    /** Prices the whole month. */
    public static RatedMonth rate(MeteredUsage usage, PriceList prices, BillingMonth month, TierHistory tiers) {
        return rate(usage, prices, month, tiers, month.end());
    }

    /**
     * Prices the month up to {@code asOf}: the base of hours that have begun, and all usage there is so far. Allowances and steps
     * are those of the whole month, as if the tenant stayed in its tier: a bill to date never falls because time passes.
     */
    public static RatedMonth rate(
            MeteredUsage usage, PriceList prices, BillingMonth month, TierHistory tiers, Instant asOf) {
        List<TierShare> shares = tiers.shares(month);
        List<BillLine> lines = new ArrayList<>();
        for (TierShare share : shares) {
            Optional<Plan> plan = prices.plan(share.tier());
            if (plan.isEmpty()) {
                return new RatedMonth.Unpriced(share.tier(), prices.version());
            }
            long accrued = asOf.isBefore(month.end()) ? tiers.hoursUntil(asOf, share.tier(), month) : share.hours();
            lines.add(base(lines.size() + 1, plan.get(), accrued, month));
            for (Charge charge : plan.get().charges()) {
                lines.add(line(lines.size() + 1, charge, share, usage, month));
            }
        }
        long total = lines.stream().mapToLong(BillLine::amount).reduce(0, Math::addExact);
        return new RatedMonth.Rated(prices, shares, lines, total);
    }

    private static BillLine base(int number, Plan plan, long hours, BillingMonth month) {
        BigDecimal quantity = BigDecimal.valueOf(hours);
        List<LineStep> steps = List.of(new LineStep(quantity, plan.base()));
        return new BillLine(
                number,
                plan.tier(),
                BillLine.BASE,
                quantity,
                BigDecimal.ZERO,
                month.hours(),
                steps,
                BillLine.amount(steps, month.hours()));
    }

    private static BillLine line(int number, Charge charge, TierShare share, MeteredUsage usage, BillingMonth month) {
        BigDecimal quantity = BigDecimal.ZERO;
        for (TierSpan span : share.spans()) {
            quantity = quantity.add(usage.sum(charge.meter(), span.from(), span.to()));
        }
        long per = charge.per().size(month);
        BigDecimal included = part(charge.included(), per, share, month);
        List<LineStep> steps = steps(charge, quantity.subtract(included), per, share, month);
        return new BillLine(
                number, share.tier(), charge.meterKey(), quantity, included, per, steps, BillLine.amount(steps, per));
    }

    private static List<LineStep> steps(
            Charge charge, BigDecimal billable, long per, TierShare share, BillingMonth month) {
        List<LineStep> steps = new ArrayList<>();
        BigDecimal below = BigDecimal.ZERO;
        for (PriceStep step : charge.steps()) {
            Long upTo = step.upTo();
            BigDecimal bound = upTo == null ? billable : billable.min(part(upTo, per, share, month));
            if (bound.compareTo(below) > 0) {
                steps.add(new LineStep(bound.subtract(below), step.price()));
                below = bound;
            }
        }
        return steps;
    }

    /** A share of so many units of a whole month, in what the meter counts. */
    private static BigDecimal part(long units, long per, TierShare share, BillingMonth month) {
        return BigDecimal.valueOf(units)
                .multiply(BigDecimal.valueOf(per))
                .multiply(BigDecimal.valueOf(share.hours()))
                .divide(BigDecimal.valueOf(month.hours()), 0, RoundingMode.CEILING);
    }

    private Rating() {}
}
