package io.millwright.controlplane.billing.file;

import io.millwright.controlplane.billing.BillLine;
import io.millwright.controlplane.billing.Money;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.controlplane.billing.PriceList;
import io.millwright.controlplane.billing.RatedMonth;
import io.millwright.controlplane.billing.Rating;
import io.millwright.controlplane.billing.TierChange;
import io.millwright.controlplane.billing.TierHistory;
import io.millwright.controlplane.metering.MeteredHour;
import io.millwright.controlplane.metering.MeteredUsage;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Re-adds a bill file with nothing but the file and the prices that this release knows: entries to windows, windows to
 * usage, usage to lines, lines to the total. It cannot know whether somebody made up a whole ledger: for that, compare the
 * file's {@code ledger} with the one that the platform shows.
 */
public final class BillVerification {

    private final PriceCatalog known;

    public BillVerification(PriceCatalog known) {
        this.known = known;
    }

    /** Never throws for what the bytes are. */
    public BillVerdict verify(byte[] bytes) {
        return switch (BillText.read(bytes)) {
            case BillText.Reading.Unreadable unreadable -> new BillVerdict.Unreadable(unreadable.sentence());
            case BillText.Reading.Read read -> verdict(read.file(), read.digestHolds());
        };
    }

    private BillVerdict verdict(BillFile file, boolean digestHolds) {
        Optional<String> fault;
        try {
            WindowProof windows = WindowProof.of(file);
            fault = lines(file, windows)
                    .or(() -> total(file))
                    .or(() -> unbilled(file, windows))
                    .or(() -> usage(file))
                    .or(() -> windows.brokenChain(file.ledger()))
                    .or(() -> prices(file.prices()))
                    .or(() -> digestHolds
                            ? Optional.empty()
                            : Optional.of("All lines add up, but the file was changed."));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            fault = Optional.of("The file cannot be added up: " + e.getMessage() + ".");
        }
        return fault.<BillVerdict>map(BillVerdict.DoesNotAddUp::new).orElseGet(() -> addsUp(file));
    }

    private static Optional<String> lines(BillFile file, WindowProof windows) {
        TierHistory tiers = tiers(file);
        RatedMonth rated = Rating.rate(usageOf(file), file.prices(), file.period(), tiers, file.asOf());
        return switch (rated) {
            case RatedMonth.Unpriced unpriced -> Optional.of(unpriced.sentence());
            case RatedMonth.Rated right -> lines(file, windows, right);
        };
    }

    private static Optional<String> lines(BillFile file, WindowProof windows, RatedMonth.Rated right) {
        for (int i = 0; i < right.lines().size(); i++) {
            BillLine line = right.lines().get(i);
            if (i >= file.lines().size()) {
                return Optional.of(name(line) + " is missing.");
            }
            BillLine written = file.lines().get(i);
            Optional<String> fault = file.windows().stream()
                    .filter(window -> bills(line, window, right))
                    .flatMap(window -> windows.fault(window).stream())
                    .findFirst()
                    .or(() -> LineComparison.difference(written, line));
            if (fault.isPresent()) {
                return Optional.of(name(line) + " does not add up: " + fault.get() + ".");
            }
        }
        return file.lines().stream()
                .skip(right.lines().size())
                .findFirst()
                .map(line -> name(line) + " bills what no plan of the month charges.");
    }

    private static boolean bills(BillLine line, BillFile.Window window, RatedMonth.Rated right) {
        return window.meter().equals(line.charge())
                && right.shares().stream()
                        .filter(share -> share.tier().equals(line.tier()))
                        .flatMap(share -> share.spans().stream())
                        .anyMatch(span -> !window.hour().isBefore(span.from())
                                && window.hour().isBefore(span.to()));
    }

    private static String name(BillLine line) {
        return "Line " + line.number() + " (" + line.charge() + ", " + line.tier() + ")";
    }

    private static Optional<String> total(BillFile file) {
        long sum = file.lines().stream().mapToLong(BillLine::amount).reduce(0, Math::addExact);
        if (sum != file.total()) {
            return Optional.of(
                    "The total does not add up: it says " + file.total() + ", the lines come to " + sum + ".");
        }
        return file.currency().equals(file.prices().currency().getCurrencyCode())
                ? Optional.empty()
                : Optional.of("The total is in another currency than the prices.");
    }

    private static Optional<String> unbilled(BillFile file, WindowProof windows) {
        return file.windows().stream()
                .flatMap(window -> windows.fault(window).stream())
                .findFirst()
                .map(fault -> "No line bills it, but the usage does not add up: " + fault + ".");
    }

    private static Optional<String> usage(BillFile file) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        file.windows().forEach(window -> sums.merge(window.meter(), window.quantity(), BigDecimal::add));
        Set<String> written = new HashSet<>();
        for (BillFile.Sum sum : file.usage()) {
            BigDecimal right = sums.getOrDefault(sum.meter(), BigDecimal.ZERO);
            if (!written.add(sum.meter()) || sum.quantity().compareTo(right) != 0) {
                return Optional.of("The usage of " + sum.meter() + " does not add up: it says "
                        + WindowProof.text(sum.quantity()) + ", its windows come to " + WindowProof.text(right) + ".");
            }
        }
        return sums.keySet().stream()
                .filter(meter -> !written.contains(meter))
                .findFirst()
                .map(meter -> "The usage of " + meter + " is missing.");
    }

    /** Prices that were published under a version never change, so a version known here must be the same there. */
    private Optional<String> prices(PriceList prices) {
        return known.version(prices.version())
                .filter(published -> !published.equals(prices))
                .map(published -> "The prices are not those that were published as " + published.version() + ".");
    }

    private static MeteredUsage usageOf(BillFile file) {
        List<MeteredHour> hours = new ArrayList<>();
        for (BillFile.Window window : file.windows()) {
            MeterKey.of(window.meter())
                    .ifPresent(meter ->
                            hours.add(new MeteredHour(meter, new UsageHour(window.hour()), window.quantity())));
        }
        return new MeteredUsage(hours);
    }

    private static TierHistory tiers(BillFile file) {
        return new TierHistory(
                file.tiers().changes().stream()
                        .map(change -> new TierChange(new UsageHour(change.from()), change.tier()))
                        .toList(),
                file.tiers().end() == null ? null : new UsageHour(file.tiers().end()));
    }

    private static BillVerdict addsUp(BillFile file) {
        return new BillVerdict.AddsUp(
                file.tenant(),
                file.period(),
                new Money(file.prices().currency(), file.total()),
                file.lines().size(),
                file.windows().size(),
                file.windows().stream()
                        .mapToInt(window -> window.entries().size())
                        .sum());
    }
}
