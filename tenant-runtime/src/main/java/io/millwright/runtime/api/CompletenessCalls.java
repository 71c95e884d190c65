package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.device.Completeness;
import io.millwright.runtime.device.Completeness.Interval;
import io.millwright.runtime.device.Completeness.Reason;
import io.millwright.runtime.device.Completeness.Unplaced;
import io.millwright.runtime.device.CompletenessQuery;
import io.millwright.runtime.query.HistoryRange;
import io.millwright.wire.telemetry.MessagePosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code /devices/{d}/completeness}: in which minutes something is missing, and why. */
final class CompletenessCalls {

    private static final Duration USUAL = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(31);

    private final Clock clock;

    CompletenessCalls(Clock clock) {
        this.clock = clock;
    }

    Answer completeness(Call call) {
        String device = call.device();
        Instant now = clock.instant();
        HistoryRange range = range(call.parameters(), now);
        Optional<String> cursor = call.parameters().one("cursor");
        if (!cursor.map(MessagePosition::isStream).orElse(true)) {
            throw invalid("cursor must be one that an answer gave.");
        }
        Duration kept = call.tenant().configuration().retention().raw();
        Completeness found = call.read(historian -> CompletenessQuery.ask(historian, device, range, kept, cursor, now))
                .orElseThrow(RefusedException::absent);
        if (quarantined(found) > CompletenessQuery.MOST_QUARANTINED) {
            throw invalid("Something came into quarantine in more than " + CompletenessQuery.MOST_QUARANTINED
                    + " stretches of time: choose a shorter range.");
        }
        return Answer.json(json -> write(json, device, range, found));
    }

    private static long quarantined(Completeness found) {
        return found.missing().stream()
                .filter(interval -> interval.reason() == Reason.QUARANTINED || interval.reason() == Reason.DISCARDED)
                .count();
    }

    /** Minutes are whole, so what is asked begins and ends with one. */
    private static HistoryRange range(Parameters parameters, Instant now) {
        HistoryRange asked = parameters.range(now.minus(USUAL), now);
        if (Duration.between(asked.from(), asked.to()).compareTo(LONGEST) > 0) {
            throw invalid("from and to must not be more than " + LONGEST.toDays() + " days apart.");
        }
        Instant to = asked.to().truncatedTo(ChronoUnit.MINUTES);
        return new HistoryRange(
                asked.from().truncatedTo(ChronoUnit.MINUTES),
                to.equals(asked.to()) ? to : to.plus(1, ChronoUnit.MINUTES));
    }

    private static void write(JsonGenerator json, String device, HistoryRange range, Completeness found) {
        json.writeStringProperty("device", device);
        json.writeStringProperty("from", JsonValues.time(range.from().toEpochMilli()));
        json.writeStringProperty("to", JsonValues.time(range.to().toEpochMilli()));
        JsonValues.array(json, "missing", found.missing(), interval -> write(json, interval));
        JsonValues.array(json, "unplaced", found.unplaced(), unplaced -> write(json, unplaced));
        JsonValues.array(json, "streams", found.streams(), stream -> {
            json.writeStringProperty("stream", stream.stream());
            json.writeNumberProperty("highest", stream.highest());
            time(json, "through", stream.through());
        });
        JsonValues.array(json, "notTaken", found.notTaken(), hour -> {
            json.writeStringProperty("hour", JsonValues.time(hour.hour()));
            json.writeNumberProperty("held", hour.held());
            json.writeNumberProperty("dropped", hour.dropped());
        });
        found.quarantineSince().ifPresent(since -> json.writeStringProperty("quarantineSince", JsonValues.time(since)));
        found.next().ifPresent(next -> json.writeStringProperty("next", next));
    }

    private static void write(JsonGenerator json, Interval interval) {
        json.writeStringProperty("from", JsonValues.time(interval.from()));
        json.writeStringProperty("to", JsonValues.time(interval.to()));
        why(json, interval.reason(), interval.declared());
        json.writeStringProperty("clock", interval.reason().ofData() ? "data" : "arrival");
        JsonValues.optional(json, "stream", interval.stream());
        switch (interval.reason()) {
            case HOLE, GAP -> json.writeNumberProperty("messages", interval.count());
            case QUARANTINED, DISCARDED -> json.writeNumberProperty("items", interval.count());
            case OFFLINE -> {}
        }
    }

    private static void write(JsonGenerator json, Unplaced unplaced) {
        why(json, unplaced.reason(), unplaced.declared());
        json.writeStringProperty("stream", unplaced.stream());
        json.writeNumberProperty("messages", unplaced.count());
        time(json, "after", unplaced.after());
        time(json, "before", unplaced.before());
    }

    private static void why(JsonGenerator json, Reason reason, @Nullable String declared) {
        json.writeStringProperty("reason", reason.name().toLowerCase(Locale.ROOT));
        JsonValues.optional(json, "declared", declared);
    }

    private static void time(JsonGenerator json, String name, @Nullable Long time) {
        JsonValues.optional(json, name, time == null ? null : JsonValues.time(time));
    }
}
