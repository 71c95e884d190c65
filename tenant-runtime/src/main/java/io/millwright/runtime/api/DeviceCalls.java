package io.millwright.runtime.api;

import io.millwright.runtime.device.DeviceQuery;
import io.millwright.runtime.device.DeviceView;
import io.millwright.runtime.device.QuarantineQuery;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code /devices} and {@code /quarantine}. */
final class DeviceCalls {

    private static final int USUAL_ITEMS = 100;

    private static final int MOST_ITEMS = 1_000;

    /** An item is as large as a message; a page ends before it holds more of them than this. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    Answer all(Call call) {
        return answer(call.tenant().reader().read(DeviceQuery::all));
    }

    Answer one(Call call) {
        String device = call.device();
        DeviceView found = call.tenant()
                .reader()
                .read(historian -> DeviceQuery.one(historian, device))
                .orElseThrow(RefusedException::absent);
        return answer(List.of(found));
    }

    private static Answer answer(List<DeviceView> devices) {
        return Answer.json(json -> JsonValues.array(json, "devices", devices, device -> write(json, device)));
    }

    private static void write(JsonGenerator json, DeviceView device) {
        json.writeStringProperty("device", device.device());
        json.writeStringProperty("site", device.site());
        json.writeBooleanProperty("connected", device.connected());
        Long seen = device.lastSeen();
        JsonValues.optional(json, "lastSeen", seen == null ? null : JsonValues.time(seen));
        JsonValues.array(json, "streams", device.streams(), stream -> {
            json.writeStringProperty("stream", stream.stream());
            json.writeNumberProperty("committed", stream.committed());
            json.writeArrayPropertyStart("missing");
            stream.missing().forEach(range -> {
                json.writeStartArray();
                json.writeNumber(range.first());
                json.writeNumber(range.last());
                json.writeEndArray();
            });
            json.writeEndArray();
            json.writeNumberProperty("lost", stream.lost());
        });
        JsonValues.array(json, "gaps", device.gaps(), gap -> {
            json.writeStringProperty("stream", gap.stream());
            json.writeNumberProperty("from", gap.from());
            json.writeNumberProperty("to", gap.to());
            json.writeStringProperty("reason", gap.reason());
            json.writeStringProperty("at", JsonValues.time(gap.at()));
        });
        json.writeNumberProperty("completeness", device.completeness());
        json.writeObjectPropertyStart("configuration");
        JsonValues.optional(json, "acknowledged", device.acknowledged());
        JsonValues.optional(json, "error", device.error());
        json.writeEndObject();
    }

    Answer quarantine(Call call) {
        int limit = call.parameters().limit(USUAL_ITEMS, MOST_ITEMS);
        long before = call.parameters().one("cursor").map(DeviceCalls::number).orElse(Long.MAX_VALUE);
        List<QuarantineQuery.Item> found =
                call.tenant().reader().read(historian -> QuarantineQuery.ask(historian, before, limit + 1));
        List<QuarantineQuery.Item> page = page(found, limit);
        return Answer.json(json -> {
            JsonValues.array(json, "items", page, item -> {
                json.writeStringProperty("id", Long.toString(item.id()));
                json.writeStringProperty("at", JsonValues.time(item.at()));
                json.writeStringProperty("device", item.device());
                json.writeStringProperty("topic", item.topic());
                json.writeStringProperty("reason", item.reason());
                JsonValues.optional(json, "tag", item.tag());
                json.writeName("payload");
                json.writeBinary(item.payload());
                JsonValues.optional(json, "stream", item.stream());
                Long seq = item.seq();
                if (seq != null) {
                    json.writeNumberProperty("seq", seq);
                }
            });
            if (page.size() < found.size()) {
                json.writeStringProperty("next", Long.toString(page.getLast().id()));
            }
        });
    }

    private static List<QuarantineQuery.Item> page(List<QuarantineQuery.Item> found, int limit) {
        List<QuarantineQuery.Item> page = new ArrayList<>();
        long bytes = 0;
        for (QuarantineQuery.Item item : found) {
            bytes += item.payload().length;
            if (page.size() == limit || (bytes > MOST_BYTES && !page.isEmpty())) {
                break;
            }
            page.add(item);
        }
        return page;
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw RefusedException.invalid("cursor must be one that an answer gave.");
        }
        return Long.parseLong(text);
    }
}
