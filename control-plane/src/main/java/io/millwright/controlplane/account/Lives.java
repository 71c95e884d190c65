package io.millwright.controlplane.account;

import java.time.Duration;

/** How long something lives, in words. */
final class Lives {

    static String words(Duration life) {
        if (life.toDays() > 1) {
            return life.toDays() + " days";
        }
        if (life.toHours() > 1) {
            return life.toHours() + " hours";
        }
        return Math.max(1, life.toMinutes()) + " minutes";
    }

    private Lives() {}
}
