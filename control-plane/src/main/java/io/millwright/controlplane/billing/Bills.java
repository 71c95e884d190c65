package io.millwright.controlplane.billing;

import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.metering.LedgerHead;
import io.millwright.controlplane.metering.MeteredUsage;
import io.millwright.controlplane.metering.Usage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Draws bills from ledger, tier history and prices. Changes nothing. */
public class Bills {

    private final Usage usage;
    private final TierHistories histories;
    private final Invoices invoices;
    private final PriceCatalog catalog;
    private final Clock clock;

    public Bills(Usage usage, TierHistories histories, Invoices invoices, PriceCatalog catalog, Clock clock) {
        this.usage = usage;
        this.histories = histories;
        this.invoices = invoices;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The bill of now: the month that runs, up to this moment, with corrections of closed months. */
    public Drawing toDate(Life life) {
        return draw(life, BillingMonth.of(clock.instant()), Optional.empty());
    }

    /** The bill of any month, up to this moment if it still runs. */
    public Drawing of(Life life, BillingMonth month) {
        return draw(life, month, Optional.empty());
    }

    /** What the month would come to, had the tenant been in another tier for all of its life. Without corrections. */
    public Drawing simulate(Life life, BillingMonth month, String tier) {
        return draw(life, month, Optional.of(tier));
    }

    private Drawing draw(Life life, BillingMonth month, Optional<String> simulated) {
        // Read first: entries that come meanwhile are in the sums and said not to be, never the other way round.
        LedgerHead head = usage.head(life.tenant(), life.incarnation());
        Instant asOf = earliest(clock.instant().truncatedTo(ChronoUnit.MILLIS), month.end());
        PriceList prices = catalog.of(month);
        Optional<TierHistory> tiers = histories.find(life.tenant(), life.incarnation());
        if (tiers.isEmpty()) {
            RatedMonth.Rated nothing = new RatedMonth.Rated(prices, List.of(), List.of(), 0);
            return new Drawing.Drawn(
                    new Bill(life.tenant(), life.incarnation(), month, asOf, nothing, List.of(), head));
        }
        TierHistory history = simulated.map(tiers.get()::allIn).orElse(tiers.get());
        return switch (Rating.rate(used(life, month), prices, month, history, asOf)) {
            case RatedMonth.Unpriced unpriced -> new Drawing.Unpriced(unpriced.sentence());
            case RatedMonth.Rated rated -> {
                Optional<Invoices.Last> last = simulated.isPresent() || !month.equals(BillingMonth.of(clock.instant()))
                        ? Optional.empty()
                        : invoices.last(life);
                List<Correction> corrections = last.map(invoice -> corrections(
                                life, history, last, invoice.period().next()))
                        .orElse(List.of());
                yield new Drawing.Drawn(
                        new Bill(life.tenant(), life.incarnation(), month, asOf, rated, corrections, head));
            }
        };
    }

    /**
     * What entries after the last invoice change about months before {@code before}.
     *
     * @param last empty if there was no invoice yet
     */
    List<Correction> corrections(Life life, TierHistory history, Optional<Invoices.Last> last, BillingMonth before) {
        List<Correction> corrections = new ArrayList<>();
        long after = last.map(Invoices.Last::ledgerPosition).orElse(0L);
        for (Instant start : usage.monthsAddedTo(life.tenant(), life.incarnation(), after, before.start())) {
            BillingMonth month = BillingMonth.of(start);
            Map<Charged, Long> now = new TreeMap<>();
            if (Rating.rate(used(life, month), catalog.of(month), month, history) instanceof RatedMonth.Rated rated) {
                rated.lines().forEach(line -> now.put(new Charged(line.tier(), line.charge()), line.amount()));
            }
            Map<Charged, Long> invoiced = invoices.invoiced(life, month);
            now.forEach((charged, amount) -> {
                long billed = invoiced.getOrDefault(charged, 0L);
                if (billed != amount) {
                    corrections.add(new Correction(month, charged.tier(), charged.charge(), billed, amount));
                }
            });
        }
        return corrections;
    }

    MeteredUsage used(Life life, BillingMonth month) {
        return usage.hours(life.tenant(), life.incarnation(), month.start(), month.end());
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
