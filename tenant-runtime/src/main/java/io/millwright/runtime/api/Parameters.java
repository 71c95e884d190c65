package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.query.HistoryRange;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.telemetry.TelemetryLimits;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query of a call; what is not valid is refused with a sentence that names the parameter. */
record Parameters(Map<String, List<String>> values) {

    /** The longest range that anything is kept for. */
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");

    /** What is said twice is no answer to which it is. */
    Optional<String> one(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw invalid(name + " is given more than once.");
        }
        return given.stream().findFirst().filter(text -> !text.isEmpty());
    }

    /** Whatever was given, an empty text too. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    String required(String name) {
        return one(name).orElseThrow(() -> invalid(name + " is missing."));
    }

    List<String> devices() {
        return values.getOrDefault("device", List.of()).stream()
                .map(Parameters::device)
                .toList();
    }

    List<String> tags() {
        return values.getOrDefault("tag", List.of()).stream()
                .map(Parameters::tag)
                .toList();
    }

    List<String> sites() {
        return values.getOrDefault("site", List.of()).stream()
                .map(Parameters::site)
                .toList();
    }

    private static String site(String text) {
        try {
            return new SiteId(text).value();
        } catch (IllegalArgumentException e) {
            throw invalid("site must be the name of a site, such as bremen.");
        }
    }

    static String device(String text) {
        try {
            return new DeviceId(text).value();
        } catch (IllegalArgumentException e) {
            throw invalid("device must be 1 to 63 lower-case letters, digits and inner hyphens.");
        }
    }

    /** As long as a device may name one; a NUL is in no text of the database. */
    static String tag(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > TelemetryLimits.DEFAULT.tagBytes() || text.indexOf(0) >= 0) {
            throw invalid("tag must be 1 to " + TelemetryLimits.DEFAULT.tagBytes() + " bytes without NUL.");
        }
        return text;
    }

    int limit(int usual, int most) {
        return number("limit", usual, most);
    }

    int number(String name, int usual, int most) {
        String text = one(name).orElse(Integer.toString(usual));
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw invalid(name + " must be a whole number from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    HistoryRange range(Instant from, Instant to) {
        Instant begin = instant("from").orElse(from);
        Instant end = instant("to").orElse(to);
        if (!begin.isBefore(end)) {
            throw invalid("from must be before to.");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw invalid("from and to must not be more than " + LONGEST.toDays() + " days apart.");
        }
        return new HistoryRange(begin, end);
    }

    private Optional<Instant> instant(String name) {
        return one(name).map(text -> {
            try {
                // A plus sign that nobody encoded arrives as a blank.
                Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
                    throw invalid(name + " must lie in the years 1970 to 9999.");
                }
                return instant;
            } catch (DateTimeException e) {
                throw invalid(name + " must be a time such as 2026-11-21T12:00:00Z.");
            }
        });
    }

    Optional<Duration> period(String name) {
        return one(name).map(text -> {
            Matcher parts = PERIOD.matcher(text);
            if (!parts.matches()) {
                throw invalid(name + " must be a period such as 10s, 1m, 1h or 1d.");
            }
            long count = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        });
    }
}
