package io.millwright.runtime.api;

import io.millwright.runtime.query.RefusalQuery;
import io.millwright.runtime.query.TrafficQuery;
import io.millwright.runtime.query.UsageQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /usage}, {@code /traffic} and {@code /refusals}: what is billed, what became of every message, what never got in. */
final class AccountCalls {

    private static final int USUAL_ROWS = 1_000;

    private static final int MOST_ROWS = 10_000;

    /** The incarnation is in it, because a tenant that was created anew counts from 1 again. */
    private static final Pattern CURSOR = Pattern.compile("([0-9A-Za-z]{26})-([0-9]{1,18})");

    private final Clock clock;

    AccountCalls(Clock clock) {
        this.clock = clock;
    }

    Answer usage(Call call) {
        String incarnation = call.tenant().configuration().incarnation();
        long after = after(call, incarnation);
        int limit = call.parameters().limit(USUAL_ROWS, MOST_ROWS);
        List<UsageQuery.Row> rows = call.tenant().reader().read(historian -> UsageQuery.ask(historian, after, limit));
        return Answer.json(json -> {
            JsonValues.array(json, "rows", rows, row -> {
                json.writeStringProperty("tenant", call.tenant().id().value());
                json.writeStringProperty("incarnation", incarnation);
                json.writeStringProperty("meter", row.meter());
                json.writeStringProperty("hour", JsonValues.time(row.hour()));
                json.writeStringProperty("source", row.source());
                json.writeNumberProperty("revision", row.revision());
                json.writeNumberProperty("quantity", row.quantity());
            });
            long last = rows.isEmpty() ? after : rows.getLast().seq();
            json.writeStringProperty("next", incarnation + "-" + last);
        });
    }

    Answer refusals(Call call) {
        String incarnation = call.tenant().configuration().incarnation();
        long after = after(call, incarnation);
        int limit = call.parameters().limit(USUAL_ROWS, MOST_ROWS);
        List<RefusalQuery.Row> rows =
                call.tenant().reader().read(historian -> RefusalQuery.ask(historian, after, limit));
        return Answer.json(json -> {
            JsonValues.array(json, "rows", rows, row -> {
                json.writeNumberProperty("id", row.id());
                json.writeStringProperty("at", JsonValues.time(row.at()));
                json.writeStringProperty("identity", row.identity());
                json.writeStringProperty("reason", row.reason());
                JsonValues.optional(json, "topic", row.topic());
                json.writeNumberProperty("count", row.count());
            });
            long last = rows.isEmpty() ? after : rows.getLast().id();
            json.writeStringProperty("next", incarnation + "-" + last);
        });
    }

    private static long after(Call call, String incarnation) {
        return call.parameters()
                .one("after")
                .map(text -> position(text, incarnation))
                .orElse(0L);
    }

    /** A cursor of an earlier incarnation is the beginning of this one. */
    private static long position(String text, String incarnation) {
        Matcher parts = CURSOR.matcher(text);
        if (!parts.matches()) {
            throw RefusedException.invalid("after must be a cursor that an answer gave, or empty.");
        }
        return parts.group(1).equals(incarnation) ? Long.parseLong(parts.group(2)) : 0;
    }

    Answer traffic(Call call) {
        Instant now = clock.instant();
        var range = call.parameters().range(now.minus(Duration.ofDays(1)), now.plus(Duration.ofHours(1)));
        List<TrafficQuery.Hour> hours = call.tenant().reader().read(historian -> TrafficQuery.ask(historian, range));
        return Answer.json(json -> JsonValues.array(json, "hours", hours, hour -> {
            json.writeStringProperty("hour", JsonValues.time(hour.hour()));
            json.writeNumberProperty("messages", hour.messages());
            json.writeNumberProperty("stored", hour.stored());
            json.writeNumberProperty("duplicate", hour.duplicate());
            json.writeNumberProperty("quarantined", hour.quarantined());
            json.writeNumberProperty("gaps", hour.gaps());
            json.writeNumberProperty("dropped", hour.dropped());
            json.writeNumberProperty("held", hour.held());
        }));
    }
}
