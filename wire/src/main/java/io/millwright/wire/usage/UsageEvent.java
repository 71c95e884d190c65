package io.millwright.wire.usage;

import io.millwright.wire.TenantId;
import io.millwright.wire.telemetry.JsonScanner;
import io.millwright.wire.telemetry.JsonWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A usage row as a CloudEvents 1.0 event in JSON. The quantity is a number in plain digits. A row read back
 * is the row that was written; an event whose id is not that of its own row is refused.
 */
public final class UsageEvent {

    public static final String TYPE = "io.millwright.usage.v1";

    static final int MOST_BYTES = 8 * 1024;
    private static final int DEPTH = 4;

    /** What the bytes of an event hold. */
    public sealed interface Reading {

        record Read(UsageRow row) implements Reading {}

        record Unreadable(String sentence) implements Reading {}
    }

    public static byte[] encode(UsageRow row) {
        UsageWindow window = row.window();
        JsonWriter json = new JsonWriter();
        json.raw("{\"specversion\":\"1.0\",\"type\":").text(TYPE);
        json.raw(",\"source\":").text(source(window));
        json.raw(",\"id\":").text(row.id().toString());
        json.raw(",\"time\":").text(window.hour().toString());
        json.raw(",\"subject\":").text(window.tenant().value());
        json.raw(",\"datacontenttype\":\"application/json\",\"data\":{\"tenant\":")
                .text(window.tenant().value());
        json.raw(",\"incarnation\":").text(window.incarnation());
        json.raw(",\"meter\":").text(window.meter().key());
        json.raw(",\"hour\":").text(window.hour().toString());
        json.raw(",\"source\":").text(window.source());
        json.raw(",\"revision\":").number(row.revision());
        json.raw(",\"quantity\":").raw(row.quantity().toPlainString());
        return json.raw("}}").toBytes();
    }

    private static String source(UsageWindow window) {
        return "urn:millwright:" + window.tenant() + ":usage:" + window.source();
    }

    /** Never throws for what the bytes are. */
    public static Reading decode(byte[] event) {
        if (event.length > MOST_BYTES) {
            return new Reading.Unreadable("the event is too large");
        }
        JsonScanner json = new JsonScanner(DEPTH);
        json.begin(event, 0, event.length);
        Map<String, String> fields = new HashMap<>();
        boolean single = members(json, "", fields);
        if (json.fault() != null || !json.finished()) {
            return new Reading.Unreadable("the event is not one JSON object");
        }
        if (!single) {
            return new Reading.Unreadable("a field of the event stands twice");
        }
        if (!"1.0".equals(fields.get("specversion")) || !TYPE.equals(fields.get("type"))) {
            return new Reading.Unreadable("the event is not a CloudEvents 1.0 event of usage");
        }
        UsageRow row = row(fields).orElse(null);
        if (row == null) {
            return new Reading.Unreadable("the event's data are not a row of usage");
        }
        boolean own = row.id().toString().equals(fields.get("id"))
                && row.window().tenant().value().equals(fields.get("subject"));
        return own
                ? new Reading.Read(row)
                : new Reading.Unreadable("the event's id or subject is not that of its data");
    }

    /** Gathers texts and whole numbers, those of {@code data} as {@code data.name}; false if a name stands twice. */
    private static boolean members(JsonScanner json, String prefix, Map<String, String> fields) {
        boolean single = true;
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            String name = prefix + json.memberName();
            JsonScanner.Kind kind = json.peek();
            if (kind == JsonScanner.Kind.OBJECT && name.equals("data")) {
                single &= members(json, "data.", fields) && fields.put(name, "") == null;
            } else {
                json.take();
                String value = json.fault() == null ? scalar(json, kind) : null;
                single &= value == null || fields.put(name, value) == null;
            }
        }
        return single;
    }

    private static @Nullable String scalar(JsonScanner json, JsonScanner.Kind kind) {
        return switch (kind) {
            case STRING -> json.text();
            case NUMBER -> json.numberText();
            case OBJECT, ARRAY, TRUE, FALSE, NULL, NONE -> null;
        };
    }

    private static Optional<UsageRow> row(Map<String, String> fields) {
        try {
            UsageWindow window = new UsageWindow(
                    new TenantId(fields.getOrDefault("data.tenant", "")),
                    fields.getOrDefault("data.incarnation", ""),
                    MeterKey.of(fields.getOrDefault("data.meter", "")).orElseThrow(IllegalArgumentException::new),
                    new UsageHour(Instant.parse(fields.getOrDefault("data.hour", ""))),
                    fields.getOrDefault("data.source", ""));
            String quantity = fields.getOrDefault("data.quantity", "");
            if (quantity.length() > 2 * UsageRow.MOST_DIGITS) {
                return Optional.empty();
            }
            long revision = Long.parseLong(fields.getOrDefault("data.revision", ""));
            return Optional.of(new UsageRow(window, revision, new BigDecimal(quantity)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private UsageEvent() {}
}
