package io.millwright.operator.dashboards.grafana;

import java.time.Duration;

/** How long one visit may take: each request some, all together not more than so much. Not for several threads. */
public final class Patience {

    private final Duration each;
    private final long end;

    private Patience(Duration each, long end) {
        this.each = each;
        this.end = end;
    }

    /** Begins now. */
    public static Patience of(Duration each, Duration all) {
        return new Patience(each, System.nanoTime() + all.toNanos());
    }

    /** For the next request; zero once the time is up. */
    Duration next() {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        return left.compareTo(each) < 0 ? left : each;
    }
}
