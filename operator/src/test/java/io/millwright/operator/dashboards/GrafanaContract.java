package io.millwright.operator.dashboards;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Grafana's own descriptions, which lie beside the project and are no part of it. */
public final class GrafanaContract {

    private static final Path DIRECTORY = Path.of("../../shared/contracts/grafana");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final JsonNode description;

    private GrafanaContract(JsonNode description) {
        this.description = description;
        close(description.path("components").path("schemas"));
    }

    /** Empty in a clone that has no such descriptions beside it. */
    public static Optional<GrafanaContract> ofRequests() {
        return read("grafana-13.0.0-derived-reduced-openapi.json").map(GrafanaContract::new);
    }

    /** What a dashboard in the classic form may say. */
    static Optional<Schema> ofDashboards() {
        return read("dashboard-v1-classic.schema.json").map(SCHEMAS::getSchema);
    }

    /** What is wrong with a request, one sentence each. */
    public List<String> violations(String method, String path, Set<String> query, String body) {
        String asked = method + " " + path;
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode()) {
            return List.of(asked + " is no operation");
        }
        List<String> violations = new ArrayList<>();
        Set<String> declared = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> "query".equals(parameter.path("in").asString()))
                .map(parameter -> parameter.path("name").asString())
                .collect(Collectors.toSet());
        query.stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> violations.add(asked + " has no parameter " + name));
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (schema.isMissingNode()) {
            if (!body.isEmpty()) {
                violations.add(asked + " takes no body");
            }
            return violations;
        }
        for (Error error : schema(schema).validate(JSON.readTree(body))) {
            violations.add(asked + ": " + error);
        }
        return violations;
    }

    private JsonNode operation(String method, String path) {
        return description.path("paths").properties().stream()
                .filter(entry -> Pattern.matches("/api" + entry.getKey().replaceAll("\\{[^}]+}", "[^/]+"), path))
                // A path without a variable is meant before one with.
                .min((a, b) -> Long.compare(variables(a), variables(b)))
                .map(entry -> entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .orElse(JSON.missingNode());
    }

    private static long variables(Map.Entry<String, JsonNode> path) {
        return path.getKey().chars().filter(c -> c == '{').count();
    }

    private Schema schema(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", description.path("components"));
        whole.putArray("allOf").add(schema);
        return SCHEMAS.getSchema(whole);
    }

    /** A misspelt field is the mistake that is looked for, so objects with named fields have no others. */
    private static void close(JsonNode schemas) {
        schemas.valueStream()
                .flatMap(GrafanaContract::withNested)
                .filter(schema -> schema.has("properties") && !schema.has("additionalProperties"))
                .toList()
                .forEach(schema -> ((ObjectNode) schema).put("additionalProperties", false));
    }

    private static Stream<JsonNode> withNested(JsonNode schema) {
        return schema.isObject()
                ? Stream.concat(Stream.of(schema), schema.valueStream().flatMap(GrafanaContract::withNested))
                : Stream.of();
    }

    private static Optional<JsonNode> read(String file) {
        Path path = DIRECTORY.resolve(file);
        try {
            return Files.exists(path) ? Optional.of(JSON.readTree(Files.readString(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
