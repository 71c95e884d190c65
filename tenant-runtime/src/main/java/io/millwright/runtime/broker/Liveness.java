package io.millwright.runtime.broker;

import java.time.Duration;

/**
 * Tells a dead connection from a quiet one. TCP says nothing of a peer that is gone, and the MQTT client alone takes two
 * keep-alives, or for ever if something is written meanwhile: after a quiet while the broker is asked something that it must
 * answer, and who does not answer that in time is gone. Thread-safe.
 */
final class Liveness {

    /** Less than a keep-alive, so that the client's own question is never needed. */
    static final Duration QUIET = Duration.ofSeconds(10);

    /** More than a broker takes that is busy or cleans its heap. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private volatile long heard;
    private long asked;
    private boolean waiting;

    Liveness(long now) {
        this.heard = now;
    }

    /** What is to be done now. */
    enum Finding {
        ALIVE,
        ASK,
        DEAD
    }

    /** @param next when to look again */
    record Look(Finding finding, Duration next) {}

    /** Anything came. Hot path. */
    void heard(long now) {
        heard = now;
    }

    /** Who is told to ask counts as having asked. */
    synchronized Look look(long now) {
        long last = heard;
        waiting = waiting && last - asked < 0;
        if (waiting) {
            long left = PATIENCE.toNanos() - (now - asked);
            return left <= 0 ? new Look(Finding.DEAD, PATIENCE) : new Look(Finding.ALIVE, Duration.ofNanos(left));
        }
        long left = QUIET.toNanos() - (now - last);
        if (left > 0) {
            return new Look(Finding.ALIVE, Duration.ofNanos(left));
        }
        asked = now;
        waiting = true;
        return new Look(Finding.ASK, PATIENCE);
    }
}
