package io.millwright.wire.receipt;

import io.millwright.wire.telemetry.JsonScanner;
import io.millwright.wire.telemetry.JsonWriter;
import io.millwright.wire.telemetry.SeqRange;
import io.millwright.wire.telemetry.SeqRanges;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads receipts. Unknown fields are passed over; whatever else is not as described is refused. */
public final class ReceiptCodec {

    /** 64 ranges of the longest numbers take 2.2 kB; the rest is room for fields of a later version. */
    static final int MOST_BYTES = 16 * 1024;

    private static final int DEPTH = 6;

    /** What the bytes of a receipt hold. */
    public sealed interface Reading {

        record Read(Receipt receipt) implements Reading {}

        /** Nothing may be deleted on the ground of it. */
        record Unreadable(String sentence) implements Reading {}
    }

    public static byte[] encode(Receipt receipt) {
        JsonWriter json = new JsonWriter();
        json.raw("{\"stream\":").text(receipt.stream());
        json.raw(",\"committed\":").number(receipt.committed()).raw(",\"missing\":");
        SeqRanges.write(json, receipt.missing());
        Hold hold = receipt.hold();
        if (hold != null) {
            json.raw(",\"hold\":{\"ms\":").number(hold.pause().toMillis());
            json.raw(",\"reason\":").text(hold.reason().slug()).raw("}");
        }
        return json.raw("}").toBytes();
    }

    /** Never throws for what the bytes are. */
    public static Reading decode(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            return new Reading.Unreadable("the receipt is too large");
        }
        JsonScanner json = new JsonScanner(DEPTH);
        json.begin(payload, 0, payload.length);
        return new Fields().read(json);
    }

    private ReceiptCodec() {}

    private static final class Fields {

        private @Nullable String stream;
        private long committed = -1;
        private @Nullable List<SeqRange> missing;
        private @Nullable Hold hold;
        private boolean broken;

        Reading read(JsonScanner json) {
            int met = 0;
            for (boolean more = json.firstMember(); more; more = json.nextMember()) {
                int field = field(json);
                broken |= (met & field) != 0;
                met |= field;
                switch (field) {
                    case 1 -> stream = text(json);
                    case 2 -> committed = whole(json);
                    case 4 -> missing = SeqRanges.read(json, Receipt.MOST_RANGES);
                    case 8 -> hold(json);
                    default -> json.take();
                }
            }
            if (json.fault() != null || !json.finished()) {
                return new Reading.Unreadable("the receipt is not one JSON object");
            }
            if (stream == null || missing == null || broken || !Receipt.valid(stream, committed, missing)) {
                return new Reading.Unreadable("the receipt's fields are not as agreed");
            }
            return new Reading.Read(new Receipt(stream, committed, missing, hold));
        }

        private static int field(JsonScanner json) {
            return json.named("stream")
                    ? 1
                    : json.named("committed") ? 2 : json.named("missing") ? 4 : json.named("hold") ? 8 : 0;
        }

        private void hold(JsonScanner json) {
            JsonScanner.Kind kind = json.peek();
            if (kind != JsonScanner.Kind.OBJECT) {
                broken |= kind != JsonScanner.Kind.NULL;
                json.take();
                return;
            }
            long millis = -1;
            Hold.Reason reason = null;
            for (boolean more = json.firstMember(); more; more = json.nextMember()) {
                if (json.named("ms")) {
                    millis = whole(json);
                } else if (json.named("reason")) {
                    reason = Hold.Reason.of(text(json));
                } else {
                    json.take();
                }
            }
            if (reason != null && Hold.valid(millis)) {
                hold = new Hold(Duration.ofMillis(millis), reason);
            } else {
                broken = true;
            }
        }

        private static @Nullable String text(JsonScanner json) {
            boolean good = json.take() == JsonScanner.Kind.STRING && json.fault() == null;
            String text = good ? json.text() : null;
            return text != null && text.length() <= 64 ? text : null;
        }

        private static long whole(JsonScanner json) {
            return json.take() == JsonScanner.Kind.NUMBER && json.fault() == null && json.isWhole() ? json.whole() : -1;
        }
    }
}
