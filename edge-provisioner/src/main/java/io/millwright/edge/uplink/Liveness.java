package io.millwright.edge.uplink;

import java.time.Duration;

/**
 * Tells a dead connection from a quiet one within one and a half keepalives. TCP says nothing of a peer that is gone, and
 * the MQTT client alone takes two keepalives: when it is quiet, something that must be answered is sent after three
 * quarters of one, and what is not answered within half of one never will be. For one thread.
 */
final class Liveness {

    private final long probeAfter;
    private final long deadAfter;
    private long heard;
    private long asked;
    private int unanswered;

    Liveness(Duration keepAlive, long now) {
        this.probeAfter = keepAlive.toNanos() * 3 / 4;
        this.deadAfter = keepAlive.toNanos() / 2;
        this.heard = now;
        this.asked = now;
    }

    void heard(long now) {
        heard = now;
    }

    void asked(long now) {
        if (unanswered++ == 0) {
            asked = now;
        }
    }

    void answered(long now) {
        heard = now;
        unanswered = Math.max(0, unanswered - 1);
        asked = now;
    }

    boolean shouldProbe(long now) {
        return unanswered == 0 && now - heard >= probeAfter;
    }

    boolean dead(long now) {
        return unanswered > 0 && now - Math.max(asked, heard) >= deadAfter;
    }
}
