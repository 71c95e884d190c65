package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiOperations.Described;
import io.millwright.controlplane.identity.AccessPolicy;
import io.millwright.controlplane.identity.Admission;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Operation;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every operation that the description of the API names, as every role, by key and by token: who is let in is who stands in
 * {@code access-policy.yaml}, and nobody else.
 */
class RolePolicyIT extends ControlPlaneIT {

    private record Asker(String kind, TenantId tenant, Grant grant, ApiClient client) {
        @Override
        public String toString() {
            return kind + ", " + grant.role().word() + (grant.wholeTenant() ? "" : " of a site");
        }
    }

    private static final String NAMES = "11111111-1111-1111-1111-111111111111";

    @TestFactory
    List<DynamicTest> what_a_role_may_do_in_its_tenant_is_what_the_policy_says() {
        List<Asker> askers = new ArrayList<>();
        for (Role role : Role.values()) {
            TenantId tenant = tenant("policy-" + role.word());
            for (Grant grant : List.of(Grant.of(role), new Grant(role, Set.of(new SiteId("bremen"))))) {
                askers.add(new Asker("key", tenant, grant, keyOf(tenant, grant)));
                askers.add(new Asker("member", tenant, grant, memberOf(tenant, grant)));
            }
        }
        return ApiOperations.of(anonymous()).stream()
                .filter(Described::ofTenant)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    SoftAssertions softly = new SoftAssertions();
                    for (Asker asker : askers) {
                        int status =
                                call(asker.client(), operation, asker.tenant().value());
                        if (allowed(operation, asker.grant())) {
                            softly.assertThat(status).as(asker.toString()).isNotIn(401, 403);
                        } else {
                            softly.assertThat(status).as(asker.toString()).isEqualTo(403);
                        }
                    }
                    softly.assertAll();
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> what_needs_no_tenant_is_for_whom_the_policy_says() {
        TenantId tenant = tenant("policy-outside");
        ApiClient key = keyOf(tenant, Grant.of(Role.OWNER));
        ApiClient person = ApiClient.withToken(platform().api(), tokens().member(Map.of()));
        ApiClient administrator = ApiClient.withToken(
                platform().api(),
                tokens().of(new Caller.Administrator(Optional.of(new UserId("u-%026d".formatted(0))))));
        return ApiOperations.of(anonymous()).stream()
                .filter(operation -> !operation.ofTenant())
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    Admission admission = line(operation);
                    boolean open = admission instanceof Admission.Open;
                    boolean anybody = open || admission instanceof Admission.SignedIn;
                    boolean people = anybody || admission instanceof Admission.People;

                    assertThat(call(anonymous(), operation, "")).satisfies(status -> {
                        if (open) {
                            assertThat(status).isNotEqualTo(401);
                        } else {
                            assertThat(status).isEqualTo(401);
                        }
                    });
                    expect(call(key, operation, ""), anybody);
                    expect(call(person, operation, ""), people);
                    expect(call(administrator, operation, ""), true);
                }))
                .toList();
    }

    @Test
    void every_operation_that_is_served_has_a_line_and_stands_in_the_description() {
        List<String> described = ApiOperations.of(anonymous()).stream()
                .map(operation -> new Operation(operation.method(), operation.path()).toString())
                .toList();

        assertThat(served()).hasSizeGreaterThan(40);
        assertThat(served().stream()
                        .filter(operation -> policy().of(operation).isEmpty())
                        .toList())
                .as("operations without a line in access-policy.yaml")
                .isEmpty();
        assertThat(served().stream()
                        .map(Operation::toString)
                        .filter(operation -> !operation.contains("/openapi.json") && !described.contains(operation))
                        .toList())
                .isEmpty();
    }

    @Test
    void a_refusal_says_which_role_is_needed() {
        ApiClient viewer = memberOf(tenant("policy-said"), Grant.of(Role.VIEWER));

        ApiClient.Answer refused = viewer.post("/api/v1/tenants/policy-said/api-keys", "{\"name\":\"x\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/forbidden");
        assertThat(refused.body().path("detail").asString()).contains("owner, admin", "yours is viewer");
    }

    private static boolean allowed(Described operation, Grant grant) {
        return line(operation) instanceof Admission.Roles roles
                && roles.roles().contains(grant.role())
                && (grant.wholeTenant() || roles.bySite());
    }

    private static void expect(int status, boolean allowed) {
        if (allowed) {
            assertThat(status).isNotIn(401, 403);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    private static Admission line(Described operation) {
        return policy().of(new Operation(operation.method(), operation.path())).orElseThrow();
    }

    private static AccessPolicy policy() {
        return platform().bean(AccessPolicy.class);
    }

    /** Nothing that is named exists, and nothing is changed: the revision that a change is good for is none. */
    private static int call(ApiClient client, Described operation, String tenant) {
        String path = operation.path().replace("{t}", tenant).replaceAll("\\{[a-zA-Z]+}", NAMES);
        return client.status(operation.method(), path, operation.hasBody() ? "{}" : null, "If-Match", "\"0\"");
    }

    private static List<Operation> served() {
        return platform()
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Operation(method.name(), path))))
                .toList();
    }
}
