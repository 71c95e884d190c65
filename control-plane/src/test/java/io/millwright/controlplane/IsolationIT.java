package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.wire.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Tenant A attacks tenant B through every operation that our own description of the API names. */
class IsolationIT extends ControlPlaneIT {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private record Operation(String method, String path) {

        /** The same operation on a tenant, with names in all other places that B really has. */
        String on(String tenant) {
            return path.replace("{t}", tenant)
                    .replace("{s}", "bremen")
                    .replace("{f}", "press-line")
                    .replaceAll("\\{[a-zA-Z]+}", "something");
        }
    }

    @TestFactory
    List<DynamicTest> a_foreign_tenant_cannot_be_told_from_an_absent_one() {
        TenantId victim = tenant("isolation-b");
        ApiClient attacker = keyOf(tenant("isolation-a"));
        administrator().post("/api/v1/tenants/isolation-b/sites", "{\"name\":\"bremen\"}");
        return operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Answer foreign = call(attacker, operation, victim.value());
                    Answer absent = call(attacker, operation, "nobody-has-this-name");

                    assertThat(foreign.status()).isEqualTo(404);
                    assertThat(foreign.response().body())
                            .isEqualTo(absent.response().body())
                            .isNotEmpty();
                    assertThat(foreign.response().headers().map().keySet())
                            .isEqualTo(absent.response().headers().map().keySet());
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> nobody_without_a_key_reaches_a_tenant() {
        tenant("isolation-c");
        return operations().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.toString(),
                        () -> assertThat(call(anonymous(), operation, "isolation-c")
                                        .status())
                                .isEqualTo(401)))
                .toList();
    }

    @Test
    void the_description_covers_what_was_promised() {
        assertThat(operations().stream().map(Operation::path))
                .contains(
                        "/api/v1/tenants/{t}",
                        "/api/v1/tenants/{t}/plan",
                        "/api/v1/tenants/{t}/events",
                        "/api/v1/tenants/{t}/sites/{s}",
                        "/api/v1/tenants/{t}/fleets/{f}",
                        "/api/v1/tenants/{t}/telemetry/latest",
                        "/api/v1/tenants/{t}/telemetry/history",
                        "/api/v1/tenants/{t}/telemetry/live",
                        "/api/v1/tenants/{t}/telemetry/quarantine",
                        "/api/v1/tenants/{t}/audit",
                        "/api/v1/tenants/{t}/api-keys");
    }

    @Test
    void a_header_or_a_body_cannot_choose_another_tenant() {
        tenant("isolation-d");
        ApiClient own = keyOf(tenant("isolation-e"));

        Answer listed = own.send("GET", "/api/v1/tenants", null, "X-Tenant", "isolation-d");
        Answer named = own.post("/api/v1/tenants/isolation-e/sites", "{\"name\":\"x\",\"tenant\":\"isolation-d\"}");

        assertThat(listed.body().path("items").findValuesAsString("name")).containsExactly("isolation-e");
        assertThat(named.status()).isEqualTo(400);
    }

    @Test
    void reaching_for_another_tenant_stands_in_ones_own_trail_without_its_name() {
        tenant("isolation-g");
        ApiClient own = keyOf(tenant("isolation-h"));

        own.delete("/api/v1/tenants/isolation-g/sites/bremen");

        assertThat(own.get("/api/v1/tenants/isolation-h/audit").body().toString())
                .contains("DELETE /api/v1/tenants/{t}/sites/{s}", "refused")
                .doesNotContain("isolation-g");
        assertThat(administrator()
                        .get("/api/v1/tenants/isolation-g/audit")
                        .body()
                        .toString())
                .doesNotContain("isolation-h");
    }

    @Test
    void the_insides_are_the_administrators() {
        ApiClient own = keyOf(tenant("isolation-f"));

        assertThat(own.get("/actuator/prometheus").status()).isIn(403, 404);
        assertThat(own.get("/actuator/env").status()).isIn(403, 404);
        assertThat(anonymous().get("/actuator/env").status()).isEqualTo(401);
        assertThat(anonymous().get("/swagger-ui.html").status()).isIn(401, 404);
    }

    private static Answer call(ApiClient client, Operation operation, String tenant) {
        boolean body = !Set.of("GET", "DELETE").contains(operation.method());
        return client.send(operation.method(), operation.on(tenant), body ? "{}" : null);
    }

    private static List<Operation> operations() {
        JsonNode paths = anonymous().get("/api/v1/openapi.json").body().path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.properties().stream()
                .filter(path -> path.getKey().contains("{t}"))
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method ->
                                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
        assertThat(operations).hasSizeGreaterThan(20);
        return operations;
    }
}
