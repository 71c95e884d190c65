package io.millwright.wire.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first pass over a message: checks every byte of it, reads the fields around the points and finds the points. */
final class Envelope {

    private static final int CACHED_STREAMS = 1_024;
    private static final long NO_TIME = -1;

    private final TelemetryLimits limits;
    private final Tags tags;
    private final TextCache streams = new TextCache(CACHED_STREAMS, MessagePosition::isStream);

    /** Bits of the fields met, to see one twice. */
    private int met;
    /** Those of them that were followed by a comma or the end: of a message cut short, 42 may be the half of 421. */
    private int passed;

    private int twice;

    private long version;
    private boolean streamGiven;
    private @Nullable String stream;
    private boolean seqGiven;
    private long seq;
    private long ts;
    private long t0;
    private boolean statusGiven;
    private int statusFrom;
    private int statusTo;
    private @Nullable String status;
    private @Nullable List<SeqRange> gap;
    private @Nullable GapReason gapReason;
    private @Nullable Refusal refusal;

    private enum Field {
        V("v"),
        STREAM("stream"),
        SEQ("seq"),
        TS("ts"),
        T0("t0"),
        STATUS("status"),
        M("m"),
        TAGS("tags"),
        GAP("gap"),
        REASON("reason");

        private static final List<Field> ALL = List.of(values());
        private final String key;

        Field(String key) {
            this.key = key;
        }

        private int bit() {
            return 1 << ordinal();
        }
    }

    Envelope(TelemetryLimits limits, Tags tags) {
        this.limits = limits;
        this.tags = tags;
    }

    /** Reads the whole message; null if it can be read a second time for its points, or as a gap. */
    @Nullable
    Refusal read(JsonScanner json) {
        clear();
        if (json.peek() != JsonScanner.Kind.OBJECT) {
            return Refusal.NOT_JSON;
        }
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            passed = met;
            member(json);
            if (refusal == Refusal.TOO_MANY_POINTS) {
                return refusal;
            }
        }
        if (json.fault() == null && !json.finished()) {
            return Refusal.NOT_JSON;
        }
        JsonScanner.Fault fault = json.fault();
        if (fault != null) {
            return switch (fault) {
                case NOT_JSON -> Refusal.NOT_JSON;
                case NOT_UTF8 -> Refusal.NOT_UTF8;
                case TOO_DEEP -> Refusal.TOO_DEEP;
            };
        }
        passed = met;
        return refusal != null ? refusal : judge();
    }

    private void clear() {
        tags.clear();
        met = 0;
        passed = 0;
        twice = 0;
        version = 0;
        streamGiven = false;
        stream = null;
        seqGiven = false;
        seq = 0;
        ts = NO_TIME;
        t0 = NO_TIME;
        statusGiven = false;
        status = null;
        gap = null;
        gapReason = null;
        refusal = null;
    }

    private void member(JsonScanner json) {
        Field field = null;
        for (int i = 0; i < Field.ALL.size(); i++) {
            if (json.named(Field.ALL.get(i).key)) {
                field = Field.ALL.get(i);
                break;
            }
        }
        if (field == null) {
            json.take();
            return;
        }
        if (has(field)) {
            refusal = Refusal.DUPLICATE_KEY;
            twice |= field.bit();
            json.take();
            return;
        }
        if (json.peek() == JsonScanner.Kind.NULL) {
            json.take();
            return;
        }
        met |= field.bit();
        switch (field) {
            case V -> version = whole(json, 0);
            case STREAM -> {
                streamGiven = true;
                stream = text(json) ? streams.get(json.textScan()) : null;
            }
            case SEQ -> {
                seqGiven = true;
                seq = whole(json, 0);
            }
            case TS -> ts = whole(json, NO_TIME);
            case T0 -> t0 = whole(json, NO_TIME);
            case STATUS -> {
                statusGiven = true;
                statusFrom = json.position();
                status = text(json) ? json.text() : null;
                statusTo = json.position();
            }
            case M, TAGS -> points(json, field == Field.TAGS);
            case GAP -> gap = SeqRanges.read(json, limits.gapRanges());
            case REASON -> gapReason = text(json) ? GapReason.of(json.text()) : null;
        }
    }

    private void points(JsonScanner json, boolean columnar) {
        if (has(Field.M) && has(Field.TAGS)) {
            refusal = Refusal.BAD_SHAPE;
            json.take();
        } else if (json.peek() != JsonScanner.Kind.OBJECT) {
            refusal = Refusal.BAD_SHAPE;
            json.take();
        } else if (!tags.find(json, columnar) && json.fault() == null) {
            refusal = Refusal.TOO_MANY_POINTS;
        }
    }

    private static long whole(JsonScanner json, long otherwise) {
        return json.take() == JsonScanner.Kind.NUMBER && json.fault() == null && json.isWhole()
                ? json.whole()
                : otherwise;
    }

    private boolean text(JsonScanner json) {
        return json.take() == JsonScanner.Kind.STRING
                && json.fault() == null
                && json.textScan().length() <= limits.textBytes();
    }

    private boolean has(Field field) {
        return (met & field.bit()) != 0;
    }

    private @Nullable Refusal judge() {
        if (version != 1 && version != 2) {
            return Refusal.UNKNOWN_VERSION;
        }
        if (has(Field.GAP)) {
            return judgeGap();
        }
        if ((streamGiven || seqGiven) && position() == null) {
            return Refusal.BAD_POSITION;
        }
        if (has(version == 1 ? Field.TAGS : Field.M)) {
            return Refusal.BAD_SHAPE;
        }
        if (tags.size() == 0 && !(version == 1 && statusGiven)) {
            return Refusal.NO_POINTS;
        }
        boolean sane = time() >= 0 && time() <= TimeWindow.LAST_MILLISECOND;
        return sane ? null : Refusal.BAD_TIMESTAMP;
    }

    private @Nullable Refusal judgeGap() {
        if (version == 1 || has(Field.TAGS) || has(Field.M)) {
            return Refusal.BAD_SHAPE;
        }
        List<SeqRange> ranges = gap;
        return ranges == null || ranges.isEmpty() || gapReason == null || stream == null || seqGiven
                ? Refusal.BAD_GAP
                : null;
    }

    int version() {
        return (int) version;
    }

    /** Null if it is not given, not good, or was not reached. */
    @Nullable
    MessagePosition position() {
        int fields = Field.STREAM.bit() | Field.SEQ.bit();
        boolean certain = (passed & ~twice & fields) == fields;
        return certain && stream != null && MessagePosition.isSeq(seq) ? new MessagePosition(stream, seq) : null;
    }

    /** The one that the version has; the other is passed over like any unknown field. */
    long time() {
        return version == 1 ? ts : t0;
    }

    boolean statusGiven() {
        return statusGiven;
    }

    @Nullable
    String status() {
        return status;
    }

    int statusFrom() {
        return statusFrom;
    }

    int statusTo() {
        return statusTo;
    }

    /** Null unless the message is a gap and was not refused. */
    TelemetryResult.@Nullable Gap gap() {
        return gap != null && gapReason != null && stream != null
                ? new TelemetryResult.Gap(stream, gap, gapReason)
                : null;
    }
}
