package io.millwright.operator.dashboards;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether one Grafana is worth asking. While it is not, one caller at a time tries, at growing distances, and all others get
 * its answer at once: a thousand tenants must not wait for one time-out each.
 */
final class Availability {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Longer than any try takes, should the one who tries never say what came of it. */
    private static final Duration TRY = Duration.ofSeconds(15);

    private DashboardsOutcome.@Nullable Failed standing;
    private Instant next = Instant.MIN;
    private Duration distance = FIRST;

    /** The failure that stands; empty for whoever may try, who then says what came of it. */
    synchronized Optional<DashboardsOutcome.Failed> standing(Instant now) {
        if (standing == null) {
            return Optional.empty();
        }
        if (now.isBefore(next)) {
            Duration left = Duration.between(now, next);
            return Optional.of(new DashboardsOutcome.Failed(standing.reason(), standing.sentence(), left));
        }
        next = now.plus(TRY);
        return Optional.empty();
    }

    synchronized DashboardsOutcome.Failed failed(Instant now, String reason, String sentence) {
        distance = standing == null ? FIRST : doubled(distance);
        next = now.plus(distance);
        standing = new DashboardsOutcome.Failed(reason, sentence, distance);
        return standing;
    }

    synchronized void answered() {
        standing = null;
    }

    private static Duration doubled(Duration distance) {
        Duration longer = distance.multipliedBy(2);
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
