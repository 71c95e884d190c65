package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.Receipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Asks each stream to wait, but not more often than it can be expected to have heard. One writer's; for one thread. */
final class Holds {

    private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int MOST_REMEMBERED = 20_000;

    private final Map<StreamKey, Long> asked = new HashMap<>();
    private final Map<StreamKey, Receipt> told = new HashMap<>();

    /** What a stream was told last. */
    void told(StreamKey stream, Receipt receipt) {
        if (told.size() > MOST_REMEMBERED) {
            told.clear();
        }
        told.put(stream, receipt);
    }

    /**
     * The receipt that asks to wait. It says again what the stream was told last, since an edge that gets several at once may
     * look at the last alone; of a stream that was told nothing it covers nothing.
     */
    Receipt asking(StreamKey stream, Hold hold) {
        Receipt last = told.get(stream);
        return last == null
                ? new Receipt(stream.stream(), 0, List.of(), hold)
                : new Receipt(stream.stream(), last.committed(), last.missing(), hold);
    }

    /** The hold to be sent now, or null if the stream was asked a moment ago. */
    @Nullable
    Hold due(StreamKey stream, Hold.Reason reason, long nanos) {
        Long before = asked.get(stream);
        if (before != null && nanos - before < AGAIN_NANOS) {
            return null;
        }
        if (asked.size() > MOST_REMEMBERED) {
            asked.clear();
        }
        asked.put(stream, nanos);
        return new Hold(pause(reason), reason);
    }

    /** Spread, so that devices that were asked together do not come back together. */
    private static Duration pause(Hold.Reason reason) {
        long millis = switch (reason) {
            case SUSPENSION -> 60_000;
            case QUOTA -> 10_000;
            case OVERLOAD -> 5_000;
        };
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2));
    }
}
