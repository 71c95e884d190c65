package io.millwright.edge.config;

import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Reading;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.state.Json;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.configuration.DeviceConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the payload of a configuration whose signature was verified; whatever is not as agreed refuses all of it. */
final class ConfigurationForm {

    private static final int MOST_CONNECTIONS = 100;
    private static final int MOST_TAGS = 10_000;
    private static final int LONGEST_ADDRESS = 512;
    private static final int LONGEST_UNIT = 32;
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);

    /** As the custom resource has them. No name becomes part of a path, and none could. */
    private static final Pattern CONNECTION = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    private static final Pattern TAG = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");

    /** Says in one sentence what is not as agreed. */
    static final class NotAsAgreed extends Exception {

        private static final long serialVersionUID = 1L;

        NotAsAgreed(String sentence) {
            super(sentence);
        }
    }

    static Configuration read(byte[] payload, CertificateIdentity.Device device) throws NotAsAgreed {
        ObjectNode json = Json.read(payload).orElseThrow(() -> new NotAsAgreed("the configuration is not JSON"));
        if (whole(json, DeviceConfiguration.V) != DeviceConfiguration.FORM) {
            throw new NotAsAgreed("the configuration has a form that this agent does not know");
        }
        if (!text(json, DeviceConfiguration.TENANT).equals(device.tenant().value())
                || !text(json, DeviceConfiguration.DEVICE)
                        .equals(device.device().value())) {
            throw new NotAsAgreed("the configuration is for another device");
        }
        long version = whole(json, DeviceConfiguration.VERSION);
        if (version < 1) {
            throw new NotAsAgreed("the configuration's version is not a number from 1");
        }
        List<Connection> connections = connections(json);
        return new Configuration(
                text(json, DeviceConfiguration.CONFIGURATION),
                version,
                text(json, DeviceConfiguration.FLEET),
                connections,
                tags(json, connections));
    }

    private static List<Connection> connections(ObjectNode json) throws NotAsAgreed {
        List<Connection> connections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : array(json, DeviceConfiguration.CONNECTIONS, MOST_CONNECTIONS)) {
            Connection connection =
                    new Connection(text(node, "name"), text(node, "protocol"), text(node, "url"), reading(node));
            if (!CONNECTION.matcher(connection.name()).matches() || !names.add(connection.name())) {
                throw new NotAsAgreed("a connection's name is not one, or stands twice");
            }
            filled("connection " + connection.name(), connection.url());
            connections.add(connection);
        }
        return connections;
    }

    private static Reading reading(JsonNode connection) throws NotAsAgreed {
        if (!connection.has(DeviceConfiguration.READING)) {
            return Reading.POLL;
        }
        return switch (text(connection, DeviceConfiguration.READING)) {
            case DeviceConfiguration.POLL -> Reading.POLL;
            case DeviceConfiguration.SUBSCRIBE -> Reading.SUBSCRIBE;
            default -> throw new NotAsAgreed("a connection is neither to be polled nor to be subscribed to");
        };
    }

    private static List<Tag> tags(ObjectNode json, List<Connection> connections) throws NotAsAgreed {
        Set<String> known = new HashSet<>();
        connections.forEach(connection -> known.add(connection.name()));
        List<Tag> tags = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : array(json, DeviceConfiguration.TAGS, MOST_TAGS)) {
            Tag tag = tag(node);
            if (!TAG.matcher(tag.name()).matches() || !names.add(tag.name())) {
                throw new NotAsAgreed("a tag's name is not one, or stands twice");
            }
            if (!known.contains(tag.connection())) {
                throw new NotAsAgreed("tag " + tag.name() + " names a connection that is not there");
            }
            filled("tag " + tag.name(), tag.address());
            tags.add(tag);
        }
        return tags;
    }

    private static Tag tag(JsonNode node) throws NotAsAgreed {
        Duration interval = Duration.ofMillis(whole(node, "intervalMs"));
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new NotAsAgreed("an interval is not from 10 ms to 24 h");
        }
        String unit = Json.text(node, "unit").orElse(null);
        if (unit != null && (unit.isEmpty() || unit.length() > LONGEST_UNIT)) {
            throw new NotAsAgreed("a unit is not 1 to " + LONGEST_UNIT + " characters");
        }
        Double scale = number(node, "scale");
        Double offset = number(node, "offset");
        Double min = number(node.path("clamp"), "min");
        Double max = number(node.path("clamp"), "max");
        if (scale != null && scale == 0 || min != null && max != null && min > max) {
            throw new NotAsAgreed("a scale is 0, or a clamp's min is above its max");
        }
        return new Tag(
                text(node, "name"),
                text(node, "connection"),
                text(node, "address"),
                unit,
                interval,
                scale == null ? 1 : scale,
                offset == null ? 0 : offset,
                number(node.path("deadband"), "absolute"),
                min,
                max);
    }

    private static void filled(String what, String address) throws NotAsAgreed {
        if (address.isBlank()
                || address.length() > LONGEST_ADDRESS
                || address.chars().anyMatch(Character::isISOControl)) {
            throw new NotAsAgreed("the address of " + what + " is not one line of text");
        }
        if (address.contains("${")) {
            throw new NotAsAgreed("the address of " + what + " has a parameter that this device was not given");
        }
    }

    private static String text(JsonNode node, String name) throws NotAsAgreed {
        return Json.text(node, name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new NotAsAgreed("the configuration has no text " + name));
    }

    private static long whole(JsonNode node, String name) throws NotAsAgreed {
        JsonNode member = node.get(name);
        if (member == null || !member.isIntegralNumber() || !member.canConvertToLong()) {
            throw new NotAsAgreed("the configuration has no whole number " + name);
        }
        return member.longValue();
    }

    private static @Nullable Double number(JsonNode node, String name) throws NotAsAgreed {
        JsonNode member = node.get(name);
        if (member == null || member.isNull()) {
            return null;
        }
        double value = member.isNumber() ? member.doubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new NotAsAgreed("the configuration's " + name + " is not a number");
        }
        return value;
    }

    private static JsonNode array(JsonNode node, String name, int most) throws NotAsAgreed {
        JsonNode member = node.get(name);
        if (member == null || !member.isArray() || member.size() > most) {
            throw new NotAsAgreed("the configuration has no list of at most " + most + " " + name);
        }
        return member;
    }

    private ConfigurationForm() {}
}
