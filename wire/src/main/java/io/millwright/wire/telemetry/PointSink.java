package io.millwright.wire.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Takes the points of one message as they are read. Called only for messages that are not refused whole, so nothing
 * has to be taken back. Tags and units are the decoder's own instances where it has met them before. {@code quality}
 * is OPC's, 0 to 65535, {@link #GOOD} if the message says nothing; times are epoch milliseconds inside the window.
 */
public interface PointSink {

    /** OPC "good, non-specific". */
    int GOOD = 192;

    /**
     * Asked once for each tag of a message, before its points: those of a tag that is not taken are bad, as {@link
     * PointFault#SERIES_QUOTA}.
     */
    default boolean takes(String tag) {
        return true;
    }

    /** A finite number that was written with a fraction or exponent, or does not fit a long. */
    void real(String tag, long ts, double value, int quality, @Nullable String unit);

    /** A number written as an integer. */
    void integer(String tag, long ts, long value, int quality, @Nullable String unit);

    void truth(String tag, long ts, boolean value, int quality, @Nullable String unit);

    /** Never holds U+0000 or a lone surrogate. */
    void text(String tag, long ts, String value, int quality, @Nullable String unit);

    /**
     * A point that must not be stored.
     *
     * @param tag null if the name itself is the fault
     * @param from where its bytes begin in the payload; of a column the value alone, or the whole tag
     * @param to where they end, exclusive
     */
    void bad(@Nullable String tag, PointFault fault, int from, int to);
}
