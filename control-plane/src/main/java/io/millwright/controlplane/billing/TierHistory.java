package io.millwright.controlplane.billing;

import io.millwright.wire.usage.UsageHour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tiers a tenant ran in, from its first hour to its end.
 *
 * @param changes ascending, at least one
 * @param end the first hour that it no longer ran in; null while it runs
 */
public record TierHistory(
        List<TierChange> changes, @Nullable UsageHour end) {

    public TierHistory {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a tenant runs in a tier from its first hour on");
        }
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i - 1).from().compareTo(changes.get(i).from()) >= 0) {
                throw new IllegalArgumentException("tiers follow each other");
            }
        }
        changes = List.copyOf(changes);
    }

    /** Of a tenant that ran in one tier from the beginning of the month and still does. */
    public static TierHistory constant(String tier, BillingMonth month) {
        return new TierHistory(List.of(new TierChange(new UsageHour(month.start()), tier)), null);
    }

    /** The same life in another tier. */
    public TierHistory allIn(String tier) {
        return new TierHistory(List.of(new TierChange(changes.getFirst().from(), tier)), end);
    }

    /**
     * Divides a month among the tiers, in the order in which they were first run in. Every hour of the month lies in the
     * spans of one share, so all usage is billed once: what is dated before the tenant's first hour or after its end goes
     * to its first or last tier. Only hours that it lived count as run.
     */
    public List<TierShare> shares(BillingMonth month) {
        Map<String, List<TierSpan>> spans = new LinkedHashMap<>();
        Map<String, Long> ran = new LinkedHashMap<>();
        Instant birth = changes.getFirst().from().start();
        Instant death = Optional.ofNullable(end).map(UsageHour::start).orElse(Instant.MAX);
        for (int i = 0; i < changes.size(); i++) {
            Instant from = i == 0 ? Instant.MIN : changes.get(i).from().start();
            Instant to = i == changes.size() - 1
                    ? Instant.MAX
                    : changes.get(i + 1).from().start();
            TierSpan span = new TierSpan(latest(from, month.start()), earliest(to, month.end()));
            if (!span.from().isBefore(span.to())) {
                continue;
            }
            String tier = changes.get(i).tier();
            Instant ranFrom = latest(span.from(), birth);
            Instant ranTo = earliest(span.to(), death);
            long hours =
                    ranFrom.isBefore(ranTo) ? Duration.between(ranFrom, ranTo).toHours() : 0;
            joined(spans.computeIfAbsent(tier, _ -> new ArrayList<>()), span);
            ran.merge(tier, hours, Long::sum);
        }
        List<TierShare> shares = new ArrayList<>();
        spans.forEach((tier, of) -> shares.add(new TierShare(tier, ran.getOrDefault(tier, 0L), of)));
        return Collections.unmodifiableList(shares);
    }

    /** The hours of the month before {@code instant}, rounded up, that the tenant ran in the tier. */
    public long hoursUntil(Instant instant, String tier, BillingMonth month) {
        UsageHour hour = UsageHour.of(instant.toEpochMilli());
        Instant until = hour.start().equals(instant) ? instant : hour.start().plus(Duration.ofHours(1));
        UsageHour asEnd = new UsageHour(end == null ? until : earliest(end.start(), until));
        return new TierHistory(changes, asEnd)
                .shares(month).stream()
                        .filter(share -> share.tier().equals(tier))
                        .mapToLong(TierShare::hours)
                        .sum();
    }

    private static void joined(List<TierSpan> spans, TierSpan next) {
        if (!spans.isEmpty() && spans.getLast().to().equals(next.from())) {
            spans.set(spans.size() - 1, new TierSpan(spans.getLast().from(), next.to()));
        } else {
            spans.add(next);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
