package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.query.DeviceUsageQuery;
import io.millwright.runtime.query.DeviceUsageQuery.OfDevice;
import io.millwright.runtime.query.DeviceUsageQuery.OfSpan;
import io.millwright.runtime.query.DeviceUsageQuery.Quantities;
import io.millwright.runtime.query.DeviceUsageQuery.Unit;
import io.millwright.runtime.query.HistoryRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code /usage/devices}: what each device adds to the usage. Not what is billed, which is published as rows. */
final class DeviceUsageCalls {

    /** More than any tier lets a tenant enroll; an answer of so many has 3 MB. */
    private static final int MOST_DEVICES = 20_000;

    private static final Duration LONGEST = Duration.ofDays(400);

    private final Clock clock;

    DeviceUsageCalls(Clock clock) {
        this.clock = clock;
    }

    Answer all(Call call) {
        HistoryRange range = range(call);
        List<OfDevice> devices =
                call.tenant().reader().read(historian -> DeviceUsageQuery.all(historian, range, MOST_DEVICES));
        return Answer.json(json -> JsonValues.array(json, "devices", devices, of -> {
            json.writeStringProperty("device", of.device());
            write(json, of.quantities());
        }));
    }

    Answer one(Call call) {
        String device = call.device();
        HistoryRange range = range(call);
        Unit unit = call.parameters().one("unit").map(DeviceUsageCalls::unit).orElse(Unit.HOUR);
        List<OfSpan> spans =
                call.tenant().reader().read(historian -> DeviceUsageQuery.one(historian, device, range, unit));
        return Answer.json(json -> JsonValues.array(json, "spans", spans, span -> {
            json.writeStringProperty("from", JsonValues.time(span.from()));
            write(json, span.quantities());
        }));
    }

    private HistoryRange range(Call call) {
        Instant now = clock.instant();
        HistoryRange range = call.parameters().range(now.minus(Duration.ofDays(1)), now.plus(Duration.ofHours(1)));
        if (Duration.between(range.from(), range.to()).compareTo(LONGEST) > 0) {
            throw invalid("from and to must not be more than " + LONGEST.toDays() + " days apart.");
        }
        return range;
    }

    private static Unit unit(String name) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> invalid("unit must be hour, day or month."));
    }

    private static void write(JsonGenerator json, Quantities quantities) {
        json.writeNumberProperty("messages", quantities.messages());
        json.writeNumberProperty("points", quantities.points());
        json.writeNumberProperty("bytesIn", quantities.bytes());
        json.writeNumberProperty("deviceHours", quantities.hours());
    }
}
