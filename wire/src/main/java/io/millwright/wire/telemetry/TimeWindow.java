package io.millwright.wire.telemetry;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moments that are stored: from the end of raw retention to a little ahead of the server, in epoch ms, inclusive. */
public record TimeWindow(long earliest, long latest) {

    /** How far a device's clock may run ahead. */
    public static final Duration AHEAD = Duration.ofMinutes(10);

    /** The last millisecond of the year 9999; what is beyond is no time in milliseconds. */
    static final long LAST_MILLISECOND = 253_402_300_799_999L;

    /** @throws IllegalArgumentException if the window is empty or leaves the years 1970 to 9999 */
    public TimeWindow {
        if (earliest < 0 || earliest > latest || latest > LAST_MILLISECOND) {
            throw new IllegalArgumentException("not a window: " + earliest + " to " + latest);
        }
    }

    /** What is accepted at a moment by a historian that keeps raw points this long. */
    public static TimeWindow at(Instant now, Duration rawRetention) {
        return new TimeWindow(
                Math.max(0, now.minus(rawRetention).toEpochMilli()),
                now.plus(AHEAD).toEpochMilli());
    }

    public boolean contains(long epochMillis) {
        return epochMillis >= earliest && epochMillis <= latest;
    }

    /** Why a point of this moment is not stored, or null. */
    public @Nullable PointFault fault(long epochMillis) {
        if (contains(epochMillis)) {
            return null;
        }
        if (epochMillis < 0 || epochMillis > LAST_MILLISECOND) {
            return PointFault.BAD_TIMESTAMP;
        }
        return epochMillis < earliest ? PointFault.TOO_OLD : PointFault.IN_FUTURE;
    }
}
