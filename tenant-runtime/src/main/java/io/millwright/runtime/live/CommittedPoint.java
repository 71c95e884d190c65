package io.millwright.runtime.live;

import org.jspecify.annotations.Nullable;

/**
 * A point that is in the historian.
 *
 * @param ts milliseconds since the epoch
 * @param value a {@link Number}, {@link Boolean} or {@link String}
 * @param quality as in OPC, 192 is good
 */
public record CommittedPoint(
        String device, String tag, @Nullable String unit, long ts, Object value, int quality) {}
