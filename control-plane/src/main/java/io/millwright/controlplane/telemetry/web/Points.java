package io.millwright.controlplane.telemetry.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runtime's answers, for the description of the API: their bytes pass through unread. */
final class Points {

    private static final String VALUE = "a number, a text, or true or false";

    /** The last points. */
    record Latest(List<LatestPoint> points) {}

    /** The last point of one tag. */
    record LatestPoint(
            String device,
            String tag,
            @Nullable String unit,
            Instant ts,
            @Schema(description = VALUE) Object value,
            int quality) {}

    /** Points of one tag; bucketed ones carry a count and no quality. */
    record History(
            String device,
            String tag,
            @Nullable String unit,
            Instant from,
            Instant to,
            @Nullable String bucket,
            @Nullable String aggregate,
            List<HistoryPoint> points,
            @Nullable String next) {}

    /** One of them. */
    record HistoryPoint(
            Instant ts,
            @Schema(description = VALUE) @Nullable Object value,
            @Nullable Integer quality,
            @Nullable Long count) {}

    private Points() {}
}
