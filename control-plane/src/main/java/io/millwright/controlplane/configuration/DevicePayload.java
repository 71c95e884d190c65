package io.millwright.controlplane.configuration;

import static io.millwright.wire.configuration.DeviceConfiguration.CONFIGURATION;
import static io.millwright.wire.configuration.DeviceConfiguration.CONNECTIONS;
import static io.millwright.wire.configuration.DeviceConfiguration.DEVICE;
import static io.millwright.wire.configuration.DeviceConfiguration.ISSUED_AT;
import static io.millwright.wire.configuration.DeviceConfiguration.PARAMETERS;
import static io.millwright.wire.configuration.DeviceConfiguration.TAGS;
import static io.millwright.wire.configuration.DeviceConfiguration.VERSION;

import io.millwright.wire.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is signed for one device. */
public sealed interface DevicePayload {

    JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-z0-9-]*)}");

    record Filled(String json) implements DevicePayload {}

    /** The device has no value for these placeholders. */
    record Missing(List<String> parameters) implements DevicePayload {}

    /** @param version grows with each signing for the device */
    static DevicePayload of(
            FleetConfiguration fleet, DeviceId device, Parameters parameters, long version, Instant issuedAt) {
        ObjectNode payload = (ObjectNode) JSON.readTree(fleet.json());
        SortedSet<String> missing = new TreeSet<>();
        fill(payload.path(CONNECTIONS), "url", parameters, missing);
        fill(payload.path(TAGS), "address", parameters, missing);
        if (!missing.isEmpty()) {
            return new Missing(List.copyOf(missing));
        }
        payload.remove(PARAMETERS);
        payload.put(DEVICE, device.value());
        payload.put(CONFIGURATION, fleet.hash());
        payload.put(VERSION, version);
        payload.put(ISSUED_AT, issuedAt.toString());
        return new Filled(JSON.writeValueAsString(payload));
    }

    private static void fill(JsonNode list, String field, Parameters parameters, SortedSet<String> missing) {
        for (JsonNode entry : list) {
            String text = entry.path(field).asString("");
            if (entry instanceof ObjectNode object && text.contains("${")) {
                object.put(field, filled(text, parameters, missing));
            }
        }
    }

    private static String filled(String text, Parameters parameters, SortedSet<String> missing) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = parameters.values().get(found.group(1));
            if (value == null) {
                missing.add(found.group(1));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
