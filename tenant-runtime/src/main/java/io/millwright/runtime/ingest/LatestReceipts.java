package io.millwright.runtime.ingest;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends one receipt of a stream after the other: while the broker has not taken the one before, the newest waits and takes the
 * place of whatever waited, since a receipt says all that earlier ones said. A broker that is busy gets fewer of them.
 * Thread-safe.
 */
final class LatestReceipts {

    private record Waiting(String topic, byte[] receipt) {}

    private final Receipts receipts;

    /** Of streams with a receipt under way: the one to follow it, or null. */
    private final Map<StreamKey, @Nullable Waiting> underWay = new HashMap<>();

    LatestReceipts(Receipts receipts) {
        this.receipts = receipts;
    }

    void send(StreamKey stream, String topic, byte[] receipt) {
        synchronized (underWay) {
            if (underWay.containsKey(stream)) {
                underWay.put(stream, new Waiting(topic, receipt));
                return;
            }
            underWay.put(stream, null);
        }
        pass(stream, topic, receipt);
    }

    private void pass(StreamKey stream, String topic, byte[] receipt) {
        receipts.send(topic, receipt).whenComplete((_, _) -> next(stream));
    }

    private void next(StreamKey stream) {
        Waiting waiting;
        synchronized (underWay) {
            waiting = underWay.remove(stream);
            if (waiting != null) {
                underWay.put(stream, null);
            }
        }
        if (waiting != null) {
            pass(stream, waiting.topic(), waiting.receipt());
        }
    }
}
