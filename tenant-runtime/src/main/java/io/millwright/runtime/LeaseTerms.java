package io.millwright.runtime;

import java.time.Duration;

/**
 * When a consumer asks for its tenant's lease, and for how long. One that is at work asks often and for a short time, so that
 * another takes over soon; an idle one seldom, to connect seldom. Times are those of {@link System#nanoTime}. For one thread.
 */
final class LeaseTerms {

    private static final Duration BUSY = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration STAND_BY = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final long IDLE_AFTER = Duration.ofSeconds(30).toNanos();

    private boolean holding;
    private boolean busy;
    private long due;

    LeaseTerms(long now) {
        this.due = now;
    }

    boolean holding() {
        return holding;
    }

    /** Work that begins under the long lease of an idle consumer would be without a successor for as long, so it asks at once. */
    boolean due(long now, long lastHeard) {
        return now - due >= 0 || (holding && !busy && atWork(now, lastHeard));
    }

    /** For how long it asks now. Until the answer it stays what it was: without a lease to ask for, nobody can store anything. */
    Duration ask(long now, long lastHeard) {
        busy = !holding || atWork(now, lastHeard); // whoever takes over has not heard yet what waits for it
        later(now);
        return period();
    }

    /** @return whether that is new */
    boolean answered(boolean taken, long now) {
        boolean changed = taken != holding;
        holding = taken;
        due = now + (taken ? period().dividedBy(3) : STAND_BY).toNanos();
        return changed;
    }

    /** Something failed: not at once again. */
    void later(long now) {
        due = now + AGAIN.toNanos();
    }

    private Duration period() {
        return busy ? BUSY : IDLE;
    }

    private static boolean atWork(long now, long lastHeard) {
        return now - lastHeard < IDLE_AFTER;
    }
}
