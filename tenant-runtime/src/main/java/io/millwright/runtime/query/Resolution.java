package io.millwright.runtime.query;

import io.millwright.runtime.tenant.TenantConfiguration.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which buckets show a range in so many points, and of what is still kept. */
public final class Resolution {

    /** Lengths that people think in, and that roll-ups are exact for from a minute on. */
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7));

    /** The finest that makes at most so many buckets of the range; the longest one if none does. */
    public static Duration of(HistoryRange range, int points, Retention retention, Instant now) {
        Duration least = least(range, retention, now);
        Duration length = Duration.between(range.from(), range.to());
        return LENGTHS.stream()
                .filter(each -> each.compareTo(least) >= 0)
                .filter(each -> length.compareTo(each.multipliedBy(points)) <= 0)
                .findFirst()
                .orElse(LENGTHS.getLast());
    }

    /** Whether points of the beginning of a range are still kept one by one. */
    public static boolean rawIsKept(HistoryRange range, Retention retention, Instant now) {
        return !range.from().isBefore(now.minus(retention.raw()));
    }

    private static Duration least(HistoryRange range, Retention retention, Instant now) {
        if (rawIsKept(range, retention, now)) {
            return LENGTHS.getFirst();
        }
        return range.from().isBefore(now.minus(retention.minute())) ? Rollups.HOUR : Rollups.MINUTE;
    }

    private Resolution() {}
}
