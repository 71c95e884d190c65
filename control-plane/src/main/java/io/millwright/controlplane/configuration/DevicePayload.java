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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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

    /**
     * A device without any parameter configures itself: what has placeholders is left out of what it is told.
     *
     * @param version grows with each signing for the device
     */
    static DevicePayload of(
            FleetConfiguration fleet, DeviceId device, Parameters parameters, long version, Instant issuedAt) {
        ObjectNode payload = (ObjectNode) JSON.readTree(fleet.json());
        if (parameters.values().isEmpty()) {
            leaveOut(payload);
        }
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

    /** The parameters that this fleet's devices give values for. */
    static List<String> asked(FleetConfiguration fleet) {
        SortedSet<String> names = new TreeSet<>();
        JsonNode payload = JSON.readTree(fleet.json());
        fill(payload.path(CONNECTIONS), "url", Parameters.NONE, names);
        fill(payload.path(TAGS), "address", Parameters.NONE, names);
        return List.copyOf(names);
    }

    /** Connections that somebody else than the platform knows the address of, and what is read over them. */
    private static void leaveOut(ObjectNode payload) {
        Set<String> unknown = new HashSet<>();
        payload.path(CONNECTIONS).forEach(connection -> {
            if (isOpen(connection, "url")) {
                unknown.add(connection.path("name").asString(""));
            }
        });
        remove(payload, CONNECTIONS, connection -> isOpen(connection, "url"));
        remove(
                payload,
                TAGS,
                tag -> isOpen(tag, "address")
                        || unknown.contains(tag.path("connection").asString("")));
    }

    private static void remove(ObjectNode payload, String list, Predicate<JsonNode> unwanted) {
        ArrayNode kept = JSON.createArrayNode();
        payload.path(list).forEach(entry -> {
            if (!unwanted.test(entry)) {
                kept.add(entry);
            }
        });
        payload.set(list, kept);
    }

    private static boolean isOpen(JsonNode entry, String field) {
        return PLACEHOLDER.matcher(entry.path(field).asString("")).find();
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
