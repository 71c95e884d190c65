package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiIT extends ControlPlaneIT {

    @Test
    void the_description_is_open_and_shows_names_as_texts_and_no_caller() {
        JsonNode api = anonymous().get("/api/v1/openapi.json").body();
        JsonNode create = api.path("paths").path("/api/v1/tenants/{t}/sites").path("post");

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(create.path("parameters").findValuesAsString("name")).containsExactly("t");
        assertThat(create.path("parameters").path(0).path("schema").path("type").asString())
                .isEqualTo("string");
        assertThat(create.path("requestBody").toString()).contains("SiteBody");
        assertThat(create.path("responses").propertyNames()).contains("default");
        assertThat(api.path("components").path("schemas").propertyNames())
                .contains("SiteBody", "FleetBody", "TenantBody", "ProblemBody")
                .doesNotContain("Caller", "ObjectNode", "JsonNode");
        assertThat(api.path("components")
                        .path("securitySchemes")
                        .path("apiKey")
                        .path("name")
                        .asString())
                .isEqualTo("X-Api-Key");
    }
}
