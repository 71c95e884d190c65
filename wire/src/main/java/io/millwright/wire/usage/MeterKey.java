package io.millwright.wire.usage;

import java.util.Locale;
import java.util.Optional;

/** What is counted. Keys are part of bills: none is ever renamed or given another meaning. */
public enum MeterKey {
    /** Stored messages; exact, counted in the transaction that stores them. */
    MESSAGES,
    /** Stored points; exact likewise. */
    POINTS,
    /** Payload bytes of stored messages; exact likewise. */
    BYTES_IN,
    /** Distinct devices with a stored message in the hour. */
    DEVICE_HOURS,
    STORAGE_GB_HOURS,
    ACTIVE_SITES,
    API_CALLS;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MeterKey> of(String key) {
        for (MeterKey meter : values()) {
            if (meter.key().equals(key)) {
                return Optional.of(meter);
            }
        }
        return Optional.empty();
    }
}
