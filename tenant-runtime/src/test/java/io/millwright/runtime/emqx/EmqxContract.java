package io.millwright.runtime.emqx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The part of OpenAPI 3.0 that requests without a body need: paths, methods, parameters and their schemas. */
final class EmqxContract {

    private static final String BASE = "/api/v5";

    private final JsonNode description;

    EmqxContract(JsonNode description) {
        this.description = description;
    }

    /** What the description has against a request; none if it knows it. */
    List<String> complaints(StubEmqx.Call call) {
        String path = call.uri().getRawPath();
        if (!path.startsWith(BASE)) {
            return List.of("not below " + BASE);
        }
        return operation(path.substring(BASE.length()), call.method())
                .map(operation -> parameters(operation, call.uri().getRawQuery()))
                .orElseGet(() -> List.of("no such path or method"));
    }

    JsonNode example(String path, String method, String status) {
        return content(path, method, status).path("example").deepCopy();
    }

    List<String> codes(String path, String method, String status) {
        return content(path, method, status)
                .path("schema")
                .path("properties")
                .path("code")
                .path("enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode content(String path, String method, String status) {
        return description
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json");
    }

    private Optional<JsonNode> operation(String path, String method) {
        return description
                .path("paths")
                .propertyStream()
                .filter(known -> path.matches(known.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(known -> known.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private List<String> parameters(JsonNode operation, String query) {
        Map<String, JsonNode> known = new HashMap<>();
        operation.path("parameters").valueStream().map(this::resolved).forEach(parameter -> {
            if (parameter.path("in").asString().equals("query")) {
                known.put(parameter.path("name").asString(), parameter.path("schema"));
            }
        });
        List<String> complaints = new ArrayList<>();
        Stream.of(query == null ? new String[0] : query.split("&")).forEach(pair -> {
            String name = pair.substring(0, pair.indexOf('='));
            String value = URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
            JsonNode schema = known.get(name);
            if (schema == null) {
                complaints.add("no parameter " + name);
            } else if (!fits(value, schema)) {
                complaints.add(name + "=" + value + " does not fit " + schema);
            }
        });
        return complaints;
    }

    private JsonNode resolved(JsonNode parameter) {
        String reference = parameter.path("$ref").asString("");
        return reference.isEmpty() ? parameter : description.at(reference.substring(1));
    }

    private static boolean fits(String value, JsonNode schema) {
        if (schema.has("oneOf")) {
            return schema.path("oneOf").valueStream().anyMatch(each -> fits(value, each));
        }
        boolean listed = schema.path("enum").isMissingNode()
                || schema.path("enum")
                        .valueStream()
                        .anyMatch(each -> each.asString().equals(value));
        return listed
                && switch (schema.path("type").asString()) {
                    case "integer" ->
                        value.matches("-?\\d{1,9}")
                                && Integer.parseInt(value)
                                        >= schema.path("minimum").asInt(Integer.MIN_VALUE)
                                && Integer.parseInt(value)
                                        <= schema.path("maximum").asInt(Integer.MAX_VALUE);
                    case "boolean" -> value.equals("true") || value.equals("false");
                    case "array" -> Stream.of(value.split(",")).allMatch(each -> fits(each, schema.path("items")));
                    default -> true;
                };
    }
}
