package io.millwright.wire.refusal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What a broker refused to one identity for one reason in some seconds, as a document on {@code ServiceTopic.refusals}.
 *
 * @param at of the first of them, to the millisecond; with identity and reason it tells one report from all others
 * @param identity URN of the certificate, {@link #UNIDENTIFIED} or {@link #OTHERS}
 * @param reason slug of why
 * @param topic of the first of them, if it was about a topic: a stranger's text, printable and cut
 * @param count how many, from 1
 */
public record RefusalReport(Instant at, String identity, String reason, Optional<String> topic, long count) {

    /** In the place of identity and reason when too many were at it to name each. */
    public static final String OTHERS = "others";

    /**
     * In the place of an identity when whoever was refused had shown none that counts. Whose it was, if anybody's, is not said: it
     * may be another tenant's.
     */
    public static final String UNIDENTIFIED = "unidentified";

    /** A topic is kept up to here. */
    public static final int LONGEST_TOPIC = 256;

    public RefusalReport {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        topic = topic.map(RefusalReport::printable);
    }

    /** {@code FOREIGN_DEVICE} is {@code foreign-device}. */
    public static String slug(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The document: {@code {"at","identity","reason","topic"?,"count"}} in ASCII. */
    public byte[] document() {
        StringBuilder json = new StringBuilder(192);
        json.append("{\"at\":\"").append(at).append("\",\"identity\":\"");
        quoted(json, identity);
        json.append("\",\"reason\":\"");
        quoted(json, reason);
        topic.ifPresent(text -> {
            json.append("\",\"topic\":\"");
            quoted(json, text);
        });
        json.append("\",\"count\":").append(count).append('}');
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void quoted(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                json.append('\\');
            }
            json.append(character);
        }
    }

    private static String printable(String text) {
        StringBuilder fit = new StringBuilder(Math.min(text.length(), LONGEST_TOPIC));
        text.codePoints()
                .limit(LONGEST_TOPIC)
                .forEach(character -> fit.append(character < 0x20 || character > 0x7e ? '?' : (char) character));
        return fit.toString();
    }
}
