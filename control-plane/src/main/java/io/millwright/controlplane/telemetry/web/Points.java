package io.millwright.controlplane.telemetry.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runtime's answers, for the description of the API: their bytes pass through unread. */
final class Points {

    private static final String VALUE = "a number, a text, or true or false";

    private static final String SOURCE =
            "the coarsest that was read: raw points, minutes or hours; the answer is the same";

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

    /** Points of one tag; of buckets it says what they are. */
    record History(
            String device,
            String tag,
            @Nullable String unit,
            Instant from,
            Instant to,
            @Nullable String bucket,
            @Nullable String aggregate,
            @Nullable List<String> aggregates,
            @Schema(description = SOURCE) @Nullable String resolution,
            List<HistoryPoint> points,
            @Nullable String next) {}

    /** Points of several tags, all in the same buckets. */
    record Histories(
            Instant from,
            Instant to,
            @Nullable String bucket,
            @Nullable String aggregate,
            @Nullable List<String> aggregates,
            @Schema(description = SOURCE) @Nullable String resolution,
            List<SeriesPoints> series) {}

    /** One of them; {@code next} is a cursor for a question about it alone. */
    record SeriesPoints(
            String device,
            String tag,
            @Nullable String unit,
            List<HistoryPoint> points,
            @Nullable String next) {}

    /** One of them: raw ones have a quality, buckets a count, and with several aggregates a field for each. */
    record HistoryPoint(
            Instant ts,
            @Schema(description = VALUE) @Nullable Object value,
            @Nullable Integer quality,
            @Nullable Long count,
            @Nullable Double avg,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Double sum,
            @Schema(description = VALUE) @Nullable Object first,
            @Schema(description = VALUE) @Nullable Object last) {}

    private Points() {}
}
