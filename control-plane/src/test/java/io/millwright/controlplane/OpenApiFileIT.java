package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The portal's types are made from {@code portal/openapi.json}: it is what is served. With
 * {@code -Dmillwright.openapi=write} the file is written instead; then {@code npm run api} in {@code portal}.
 */
class OpenApiFileIT extends ControlPlaneIT {

    private static final Path FILE = Path.of("../portal/openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void the_portal_knows_the_api_as_it_is_served() throws IOException {
        JsonNode served = anonymous().get("/api/v1/openapi.json").body();
        if (System.getProperty("millwright.openapi", "").equals("write")) {
            Files.writeString(FILE, JSON.writeValueAsString(sorted(served)) + "\n");
        }

        assertThat(differences(JSON.readTree(Files.readString(FILE)), served))
                .as("run './mvnw -pl control-plane -am -Dtest=OpenApiFileIT -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dmillwright.openapi=write test' and 'npm run api' in portal")
                .isEmpty();
    }

    /** Paths and schemas in the order of their names, so that a regenerated file differs only in what changed. */
    private static JsonNode sorted(JsonNode api) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        api.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.put("paths", byName(api.path("paths")));
        Map<String, Object> components = new LinkedHashMap<>();
        api.path("components").properties().forEach(entry -> components.put(entry.getKey(), byName(entry.getValue())));
        sorted.put("components", components);
        return JSON.valueToTree(sorted);
    }

    private static Map<String, JsonNode> byName(JsonNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** The first level of names below paths and components that are not the same in both. */
    private static Map<String, String> differences(JsonNode file, JsonNode served) {
        Map<String, String> differences = new TreeMap<>();
        for (String part : new String[] {"/paths", "/components/schemas", "/components/securitySchemes", "/security"}) {
            if (!file.at(part).equals(served.at(part))) {
                differences.put(part, "differs");
                served.at(part).properties().forEach(entry -> {
                    JsonNode known = file.at(part).path(entry.getKey());
                    if (!known.equals(entry.getValue())) {
                        differences.put(part + " " + entry.getKey(), known.isMissingNode() ? "is new" : "differs");
                    }
                });
            }
        }
        return differences;
    }
}
