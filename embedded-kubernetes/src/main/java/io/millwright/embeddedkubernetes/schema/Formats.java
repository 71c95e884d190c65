package io.millwright.embeddedkubernetes.schema;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string formats that schemas here use; an unknown one is, as on a cluster, a remark. */
final class Formats {

    private static final Pattern DURATION_PART = Pattern.compile("\\G(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)");

    private Formats() {}

    static boolean fits(String format, String text) {
        try {
            switch (format) {
                case "date-time" -> OffsetDateTime.parse(text.replace(' ', 'T'));
                case "date" -> LocalDate.parse(text);
                case "uuid" -> UUID.fromString(text);
                case "duration" -> {
                    return duration(text).isPresent();
                }
                default -> {}
            }
            return true;
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return false;
        }
    }

    /** A duration as Go writes it: {@code 1h30m}. */
    static Optional<Duration> duration(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = DURATION_PART.matcher(rest);
        double nanos = 0;
        int end = 0;
        while (part.find()) {
            nanos += Double.parseDouble(part.group(1)) * nanosOf(part.group(2));
            end = part.end();
        }
        if (end == 0 || end != rest.length()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) (negative ? -nanos : nanos)));
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> 1e3;
        };
    }
}
