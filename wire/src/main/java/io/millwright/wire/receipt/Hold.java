package io.millwright.wire.receipt;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks the edge to keep its data and send nothing for a while. */
public record Hold(Duration pause, Reason reason) {

    /** The longest pause that is asked for at once; a longer one is asked for again. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** Why nothing is taken now. */
    public enum Reason {
        QUOTA,
        SUSPENSION,
        OVERLOAD;

        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Reason of(@Nullable String slug) {
            for (Reason reason : values()) {
                if (reason.slug().equals(slug)) {
                    return reason;
                }
            }
            return null;
        }
    }

    /** @throws IllegalArgumentException unless the pause is from one millisecond to {@link #LONGEST} */
    public Hold {
        if (!valid(pause.toMillis())) {
            throw new IllegalArgumentException("a hold lasts from 1 ms to a day: " + pause);
        }
    }

    static boolean valid(long millis) {
        return millis >= 1 && millis <= LONGEST.toMillis();
    }
}
