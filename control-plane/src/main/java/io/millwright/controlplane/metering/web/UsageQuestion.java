package io.millwright.controlplane.metering.web;

import io.millwright.controlplane.metering.Granularity;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.usage.MeterKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A checked question about usage. {@code from} and {@code to} are whole hours that enclose what was asked. */
record UsageQuestion(Instant from, Instant to, Optional<MeterKey> meter, Granularity granularity) {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(3_660);
    private static final Duration LONGEST_BY_HOUR = Duration.ofDays(93);

    /** @throws ProblemException 400 with everything that is wrong */
    static UsageQuestion of(
            @Nullable String from,
            @Nullable String to,
            @Nullable String meter,
            @Nullable String granularity,
            Instant now) {
        List<FieldError> errors = new ArrayList<>();
        Optional<MeterKey> key = Optional.ofNullable(meter).flatMap(MeterKey::of);
        if (meter != null && key.isEmpty()) {
            errors.add(new FieldError("meter", "There is no such meter."));
        }
        Optional<Granularity> unit = Granularity.of(granularity == null ? "total" : granularity);
        if (unit.isEmpty()) {
            errors.add(new FieldError("granularity", "It is hour, day, month or total."));
        }
        Instant thisMonth = now.atOffset(ZoneOffset.UTC)
                .withDayOfMonth(1)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        Instant begin = instant("from", from, errors).orElse(thisMonth).truncatedTo(ChronoUnit.HOURS);
        Instant end = upToTheHour(instant("to", to, errors).orElse(now));
        if (errors.isEmpty() && !begin.isBefore(end)) {
            errors.add(new FieldError("to", "It is not after from."));
        }
        Duration longest =
                unit.filter(Granularity.HOUR::equals).map(_ -> LONGEST_BY_HOUR).orElse(LONGEST);
        if (errors.isEmpty() && Duration.between(begin, end).compareTo(longest) > 0) {
            errors.add(new FieldError("to", "It is at most " + longest.toDays() + " days after from."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new UsageQuestion(begin, end, key, unit.orElseThrow());
    }

    private static Optional<Instant> instant(String field, @Nullable String text, List<FieldError> errors) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(EARLIEST) && instant.isBefore(EARLIEST.plus(Duration.ofDays(365_000)))) {
                return Optional.of(instant);
            }
        } catch (DateTimeException e) {
            // said below
        }
        errors.add(new FieldError(field, "It is a moment such as 2026-11-01T00:00:00Z."));
        return Optional.empty();
    }

    private static Instant upToTheHour(Instant instant) {
        Instant hour = instant.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(instant) ? hour : hour.plus(1, ChronoUnit.HOURS);
    }
}
