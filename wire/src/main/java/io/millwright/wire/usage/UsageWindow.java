package io.millwright.wire.usage;

import io.millwright.wire.TenantId;

/**
 * What is counted, for whom, when and by whom.
 *
 * @param incarnation the tenant's ULID, so that a name used again starts at nothing
 * @param source who counted: 1 to 128 letters, digits and {@code . _ : / -}
 */
public record UsageWindow(TenantId tenant, String incarnation, MeterKey meter, UsageHour hour, String source) {

    /** @throws IllegalArgumentException if incarnation or source are not of their form */
    public UsageWindow {
        if (!isIncarnation(incarnation)) {
            throw new IllegalArgumentException("not an incarnation: " + incarnation);
        }
        if (!isSource(source)) {
            throw new IllegalArgumentException("not a source of usage: " + source);
        }
    }

    /** A ULID in upper case. */
    static boolean isIncarnation(String text) {
        if (text.length() != 26 || text.charAt(0) > '7') {
            return false;
        }
        return text.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || (c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U'));
    }

    static boolean isSource(String text) {
        return !text.isEmpty()
                && text.length() <= 128
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || "._:/-".indexOf(c) >= 0);
    }
}
