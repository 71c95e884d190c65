package io.millwright.controlplane.problem;

import java.time.Duration;

/** The form of {@code Retry-After}. */
final class RetryAfter {

    static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    private RetryAfter() {}
}
