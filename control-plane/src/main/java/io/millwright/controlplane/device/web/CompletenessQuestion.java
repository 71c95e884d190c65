package io.millwright.controlplane.device.web;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A checked question about what is missing: of the last day, unless it says another time. */
record CompletenessQuestion(Instant from, Instant to, Optional<String> cursor) {

    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The name of a stream. */
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws ProblemException 400 with everything that is wrong */
    static CompletenessQuestion of(@Nullable String from, @Nullable String to, @Nullable String cursor, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        Instant end = instant("to", to, errors).orElse(now);
        Instant begin = instant("from", from, errors).orElse(end.minus(USUAL));
        if (errors.isEmpty() && !begin.isBefore(end)) {
            errors.add(new FieldError("from", "must lie before to"));
        }
        if (errors.isEmpty() && Duration.between(begin, end).compareTo(LONGEST) > 0) {
            errors.add(new FieldError("from", "must lie at most " + LONGEST.toDays() + " days before to"));
        }
        if (cursor != null && !CURSOR.matcher(cursor).matches()) {
            errors.add(new FieldError("cursor", "is not a cursor that an answer has given"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new CompletenessQuestion(begin, end, Optional.ofNullable(cursor));
    }

    private static Optional<Instant> instant(String field, @Nullable String text, List<FieldError> errors) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(Instant.EPOCH.plus(LONGEST)) && instant.isBefore(LATEST)) {
                return Optional.of(instant);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        errors.add(new FieldError(field, "is a time such as 2026-01-31T12:00:00Z"));
        return Optional.empty();
    }
}
