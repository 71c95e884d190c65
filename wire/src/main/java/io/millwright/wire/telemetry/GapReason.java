package io.millwright.wire.telemetry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an edge lost messages for good. */
public enum GapReason {
    /** Its buffer was full and the oldest were evicted. */
    CAP,
    /** Its disk gave back other bytes than were written. */
    CORRUPT;

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable GapReason of(@Nullable String slug) {
        for (GapReason reason : values()) {
            if (reason.slug().equals(slug)) {
                return reason;
            }
        }
        return null;
    }
}
