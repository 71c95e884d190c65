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

    @Test
    void every_operation_says_what_it_does_and_for_whom_and_what_goes_wrong() {
        assertThat(ApiOperations.of(anonymous())).allSatisfy(operation -> {
            assertThat(operation.description().path("summary").asString(""))
                    .as(operation + ": @Operation(summary = ...)")
                    .isNotEmpty();
            assertThat(operation.description().path("description").asString("")).contains("For ");
            assertThat(operation.description().path("responses").propertyNames())
                    .contains("429", "default");
        });
    }

    @Test
    void every_body_that_is_sent_has_an_example() {
        JsonNode api = anonymous().get("/api/v1/openapi.json").body();
        assertThat(ApiOperations.of(anonymous()))
                .filteredOn(operation -> operation.description().has("requestBody"))
                .hasSizeGreaterThan(10)
                .allSatisfy(operation -> {
                    String schema = operation
                            .description()
                            .path("requestBody")
                            .findValuesAsString("$ref")
                            .getFirst();
                    String name = schema.substring(schema.lastIndexOf('/') + 1);
                    assertThat(api.path("components")
                                    .path("schemas")
                                    .path(name)
                                    .path("example")
                                    .isObject())
                            .as(operation + ": @Schema(example = ...) on " + name)
                            .isTrue();
                });
    }

    @Test
    void a_key_or_a_token_opens_what_is_not_open() {
        JsonNode api = anonymous().get("/api/v1/openapi.json").body();

        assertThat(api.path("security").toString()).isEqualTo("[{\"apiKey\":[]},{\"bearer\":[]}]");
        assertThat(api.path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("scheme")
                        .asString())
                .isEqualTo("bearer");
        assertThat(api.path("paths")
                        .path("/api/v1/enroll")
                        .path("post")
                        .path("security")
                        .toString())
                .isEqualTo("[]");
        assertThat(api.path("paths")
                        .path("/api/v1/tenants/{t}/sites/{s}")
                        .path("put")
                        .path("responses")
                        .propertyNames())
                .contains("400", "401", "403", "404", "412");
    }
}
