package io.millwright.wire.telemetry;

/**
 * What one message may be at most. A decoder keeps scratch space for {@code points} points at about 100 bytes each,
 * grown on demand.
 *
 * @param payloadBytes of a whole message
 * @param points of one message, good and bad
 * @param tagBytes of a tag's name in UTF-8
 * @param textBytes of a string value, a status or a unit, as written in the message
 * @param gapRanges of one gap message
 */
public record TelemetryLimits(int payloadBytes, int points, int tagBytes, int textBytes, int gapRanges) {

    /** What the platform accepts unless told otherwise. */
    public static final TelemetryLimits DEFAULT = new TelemetryLimits(256 * 1024, 5_000, 255, 4_096, 256);

    /** The message, tags or points, a tag, a column; one more is room for fields of a later version. */
    static final int DEPTH = 6;

    /** @throws IllegalArgumentException unless all are positive */
    public TelemetryLimits {
        if (payloadBytes < 1 || points < 1 || tagBytes < 1 || textBytes < 1 || gapRanges < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
