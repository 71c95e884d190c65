package io.millwright.edge.normalize;

import org.jspecify.annotations.Nullable;

/**
 * One value as it is sent.
 *
 * @param value a finite Double, a Long, a Boolean or a String
 * @param ts epoch milliseconds
 */
public record Point(
        String tag,
        long ts,
        Object value,
        int quality,
        @Nullable String unit) {}
