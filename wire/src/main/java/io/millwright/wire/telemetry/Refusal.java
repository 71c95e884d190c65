package io.millwright.wire.telemetry;

import java.util.Locale;

/** Why a message is quarantined whole. */
public enum Refusal {
    EMPTY("the message is empty"),
    TOO_LARGE("the message is larger than is accepted"),
    BYTE_ORDER_MARK("the message begins with a byte order mark"),
    NOT_UTF8("the message is not UTF-8"),
    NOT_JSON("the message is not one JSON object"),
    TOO_DEEP("the message is nested too deeply"),
    DUPLICATE_KEY("a field of the message stands twice"),
    UNKNOWN_VERSION("the field v is not 1 or 2"),
    BAD_POSITION("stream and seq are not an id and a number from 1, or one of them is missing"),
    BAD_TIMESTAMP("ts or t0 is not a time in milliseconds since 1970"),
    TOO_OLD("the time is older than raw values are kept"),
    IN_FUTURE("the time is more than ten minutes ahead of the server"),
    BAD_SHAPE("the message does not hold exactly one of m (version 1), tags or gap (version 2) as an object or array"),
    NO_POINTS("the message holds no point"),
    TOO_MANY_POINTS("the message holds more points than are accepted"),
    BAD_GAP("the gap is not a list of ranges [from, to] with a stream, a known reason and no seq"),
    // Of Sparkplug alone:
    NOT_PROTOBUF("the message is not a whole Sparkplug B payload"),
    BODY("the payload has its values in a body of its own, such as a compressed one"),
    BAD_SEQ("seq is missing or is not a number from 0 to 255"),
    BAD_SUB_DEVICE("the name of the sub-device is empty, too long, or holds control characters"),
    TOO_MANY_SUB_DEVICES("the edge node has more sub-devices than are kept"),
    BAD_BD_SEQ("the death has no bdSeq"),
    OTHER_BD_SEQ("the death is not that of the last birth and was ignored");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** For logs, metrics and the quarantine. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a person; holds nothing of the message. */
    public String sentence() {
        return sentence;
    }
}
