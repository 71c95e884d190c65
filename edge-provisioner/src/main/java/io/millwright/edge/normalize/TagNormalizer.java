package io.millwright.edge.normalize;

import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.normalize.Reading.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the readings of one tag into points: scales, cuts to bounds, and leaves out what changed too little. Remembers what
 * it sent last, so there is one for each tag; for one thread.
 *
 * <p>A failure makes one bad point, with the last value if there was one, and then nothing until the tag answers again.
 */
public final class TagNormalizer {

    /** With a deadband, an unchanged value is said again after so long, so that silence and steadiness differ. */
    static final Duration HEARTBEAT = Duration.ofMinutes(1);

    private final Tag tag;
    private final Object nothing;
    private @Nullable Object sent;
    private int sentQuality;
    private long sentNanos;
    private @Nullable Object last;

    /** @param nothing what a bad point says when the tag was never read; of the kind that the tag will have */
    public TagNormalizer(Tag tag, Object nothing) {
        this.tag = tag;
        this.nothing = nothing;
    }

    /**
     * Judges a reading.
     *
     * @param ts epoch milliseconds, for the point
     * @param nanos of {@link System#nanoTime}, for the heartbeat, because clocks are set
     * @return the point to be sent, if it is to be sent
     */
    public Optional<Point> accept(Reading reading, long ts, long nanos) {
        return switch (reading) {
            case Reading.Failed(Failure failure) -> failed(failure, ts, nanos);
            case Reading.Value(Object raw) ->
                MachineNumbers.plain(raw)
                        .flatMap(this::scaled)
                        .map(value -> read(value, ts, nanos))
                        .orElseGet(() -> failed(Failure.NO_SUCH_VALUE, ts, nanos));
        };
    }

    private Optional<Object> scaled(Object value) {
        if (!tag.scaled() || !(value instanceof Number number)) {
            return Optional.of(value);
        }
        double scaled = number.doubleValue() * tag.scale() + tag.offset();
        return Double.isFinite(scaled) ? Optional.of(scaled) : Optional.empty();
    }

    private Optional<Point> read(Object value, long ts, long nanos) {
        Object cut = value;
        int quality = Quality.GOOD;
        if (value instanceof Number number) {
            Double min = tag.min();
            Double max = tag.max();
            if (min != null && number.doubleValue() < min) {
                cut = bound(value, min);
                quality = Quality.CUT_LOW;
            } else if (max != null && number.doubleValue() > max) {
                cut = bound(value, max);
                quality = Quality.CUT_HIGH;
            }
        }
        last = cut;
        return worthSending(cut, quality, nanos) ? send(cut, quality, ts, nanos) : Optional.empty();
    }

    /** A whole bound keeps an integer one. */
    private static Object bound(Object value, double bound) {
        return value instanceof Long && bound == Math.rint(bound) && Math.abs(bound) < 1L << 53
                ? (Object) (long) bound
                : (Object) bound;
    }

    private boolean worthSending(Object value, int quality, long nanos) {
        Object before = sent;
        Double deadband = tag.deadband();
        if (before == null || deadband == null || quality != sentQuality) {
            return true;
        }
        if (nanos - sentNanos >= HEARTBEAT.toNanos()) {
            return true;
        }
        return value instanceof Number now && before instanceof Number then
                ? Math.abs(now.doubleValue() - then.doubleValue()) >= deadband && !now.equals(then)
                : !Objects.equals(value, before);
    }

    private Optional<Point> failed(Failure failure, long ts, long nanos) {
        int quality = switch (failure) {
            case NO_SUCH_VALUE -> Quality.NO_SUCH_VALUE;
            case DEVICE_FAILURE -> Quality.DEVICE_FAILURE;
            case UNREACHABLE -> last == null ? Quality.NO_COMMUNICATION : Quality.LAST_KNOWN;
        };
        boolean said = sent != null && isBad(sentQuality);
        Object value = last;
        return said ? Optional.empty() : send(value == null ? nothing : value, quality, ts, nanos);
    }

    private static boolean isBad(int quality) {
        return quality < 64;
    }

    private Optional<Point> send(Object value, int quality, long ts, long nanos) {
        sent = value;
        sentQuality = quality;
        sentNanos = nanos;
        return Optional.of(new Point(tag.name(), ts, value, quality, tag.unit()));
    }
}
