package io.millwright.runtime.api;

import io.millwright.runtime.device.DeviceQuery;
import io.millwright.runtime.device.DeviceView;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code /devices}. */
final class DeviceCalls {

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
}
