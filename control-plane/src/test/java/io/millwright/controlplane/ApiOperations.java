package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The operations that our own description of the API names: what tests enumerate, so that no new one escapes them. */
public final class ApiOperations {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** One of them, with its path as the description writes it. */
    public record Described(String method, String path, JsonNode description) {

        public boolean ofTenant() {
            return path.contains("{t}");
        }

        public boolean hasBody() {
            return !Set.of("GET", "DELETE").contains(method);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static List<Described> of(ApiClient client) {
        JsonNode paths = client.get("/api/v1/openapi.json").body().path("paths");
        List<Described> operations = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(new Described(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    private ApiOperations() {}
}
