package io.millwright.runtime.ingest;

import io.millwright.wire.TopicKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a device says of itself beside its telemetry. */
sealed interface DeviceReport {

    /** Texts of a device are kept up to here. */
    int LONGEST = 512;

    /** Topic {@code state}, also as its will. */
    record State(
            boolean online,
            @Nullable String agent,
            @Nullable String configuration) implements DeviceReport {}

    /** Topic {@code config/ack}: the hash it runs, or why it does not run the one it was sent. */
    record ConfigurationAnswer(
            @Nullable String hash, @Nullable String error) implements DeviceReport {}

    /** To be quarantined. */
    record Unreadable() implements DeviceReport {}

    static DeviceReport read(Arrival arrival) {
        JsonNode body = Json.read(arrival.payload());
        if (body == null) {
            return new Unreadable();
        }
        String configuration = Json.text(body, "configuration");
        if (arrival.topic().kind() == TopicKind.CONFIG_ACK) {
            String error = Json.text(body, "error");
            return configuration == null && error == null
                    ? new Unreadable()
                    : new ConfigurationAnswer(configuration, error);
        }
        String state = Json.text(body, "state");
        boolean online = "online".equals(state);
        return online || "offline".equals(state)
                ? new State(online, Json.text(body, "agent"), configuration)
                : new Unreadable();
    }

    /** Strangers' JSON: small, shallow, and texts that a database takes. */
    final class Json {

        private static final int MOST_BYTES = 16 * 1024;

        private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(16)
                                .maxDocumentLength(MOST_BYTES)
                                .build())
                        .build())
                .build();

        private static @Nullable JsonNode read(byte[] payload) {
            if (payload.length > MOST_BYTES) {
                return null;
            }
            try {
                JsonNode node = MAPPER.readTree(payload);
                return node != null && node.isObject() ? node : null;
            } catch (JacksonException e) {
                return null;
            }
        }

        private static @Nullable String text(JsonNode body, String field) {
            JsonNode value = body.get(field);
            if (value == null || !value.isString()) {
                return null;
            }
            String text = value.stringValue().replace('\0', ' ');
            return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        }

        private Json() {}
    }
}
