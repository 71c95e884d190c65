package io.millwright.wire.telemetry;

import java.util.Locale;

/** Why a point, or a tag's whole column, is quarantined while the rest of its message is stored. */
public enum PointFault {
    BAD_TAG("a tag's name is empty, too long, or holds control characters or broken text"),
    DUPLICATE_TAG("the tag stands in this message already"),
    DUPLICATE_KEY("a field of the point stands twice"),
    BAD_SHAPE("the point or column is not written as this version has it"),
    COLUMNS_DIFFER("dt, x and q are not of one length"),
    BAD_VALUE("the value is not a number, boolean or string"),
    NUMBER_OUT_OF_RANGE("the number is beyond the range of a double"),
    BAD_TEXT("the text holds a lone surrogate or a NUL"),
    TEXT_TOO_LONG("the text is longer than is accepted"),
    BAD_QUALITY("the quality is not a whole number from 0 to 65535"),
    BAD_UNIT("the unit is not a short text"),
    BAD_STATUS("the status is not a short text"),
    BAD_TIMESTAMP("the time is not one in milliseconds since 1970"),
    TOO_OLD("the time is older than raw values are kept"),
    IN_FUTURE("the time is more than ten minutes ahead of the server"),
    SERIES_QUOTA("the tag is new, and the device or its tenant has as many as it may have"),
    // Of Sparkplug alone:
    NOT_BORN("the metric is not in a birth that was heard; a new birth is asked for"),
    UNKNOWN_ALIAS("the alias is not in a birth that was heard; a new birth is asked for"),
    DUPLICATE_ALIAS("another metric of the edge node has the alias already"),
    TOO_MANY_METRICS("the edge node has more metrics than are kept"),
    UNSUPPORTED_TYPE("the metric has no type, or one that is not a number, a boolean or a text"),
    TYPE_DIFFERS("the type or the value is not of the type that the metric was born with"),
    NOT_FINITE("the number is infinite or none");

    private final String sentence;

    PointFault(String sentence) {
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
