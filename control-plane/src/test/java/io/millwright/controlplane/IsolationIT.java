package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ApiOperations.Described;
import io.millwright.controlplane.device.TestDevices;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenant A attacks tenant B through every operation that our own description of the API names. */
class IsolationIT extends ControlPlaneIT {

    private static final TenantId ATTACKER = new TenantId("isolation-a");
    private static final TenantId VICTIM = new TenantId("isolation-b");

    /** What can stand in a path: what the victim has, what nobody has, and what the attacker has itself. */
    private record Name(String victims, String nobodys, String attackers) {}

    private static final Map<String, Name> NAMES = new HashMap<>();

    @BeforeAll
    static void twoTenants() {
        for (TenantId tenant : List.of(VICTIM, ATTACKER)) {
            tenant(tenant.value());
            String path = "/api/v1/tenants/" + tenant;
            String own = tenant.equals(VICTIM) ? "bremen" : "aachen";
            assertThat(administrator()
                            .post(path + "/sites", "{\"name\":\"" + own + "\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(administrator()
                            .post(path + "/fleets", "{\"name\":\"line-" + own + "\",\"siteRef\":\"" + own + "\"}")
                            .status())
                    .isEqualTo(201);
            TestDevices.active(platform(), tenant, "device-" + own, "line-" + own, own);
        }
        NAMES.put("s", new Name("bremen", "nowhere", "aachen"));
        NAMES.put("f", new Name("line-bremen", "line-nowhere", "line-aachen"));
        NAMES.put("d", new Name("device-bremen", "device-nowhere", "device-aachen"));
        NAMES.put(
                "id", new Name(code(VICTIM, "line-bremen"), new UUID(1, 1).toString(), code(ATTACKER, "line-aachen")));
        NAMES.put("k", new Name(made(VICTIM, "/api-keys", "{\"name\":\"x\"}"), "0123456789abcdef", "none"));
        NAMES.put("m", new Name(member(VICTIM, 1), "u-" + "z".repeat(26), member(ATTACKER, 2)));
        NAMES.put(
                "i",
                new Name(
                        made(VICTIM, "/invitations", "{\"email\":\"x@example.com\",\"role\":\"viewer\"}"),
                        new UUID(2, 2).toString(),
                        "none"));
        NAMES.put("q", new Name("17", "18", "19"));
        NAMES.put("period", new Name("2026-01", "2026-01", "2026-01"));
    }

    static Map<String, ApiClient> attackers() {
        Grant owner = Grant.of(Role.OWNER);
        return Map.of("key", keyOf(ATTACKER, owner), "member", memberOf(ATTACKER, owner));
    }

    @TestFactory
    Stream<DynamicTest> a_foreign_tenant_cannot_be_told_from_an_absent_one() {
        return attackers().entrySet().stream()
                .flatMap(attacker -> operations().stream()
                        .map(operation -> DynamicTest.dynamicTest(
                                attacker.getKey() + ": " + operation,
                                () -> assertSame(
                                        call(attacker.getValue(), operation, VICTIM.value(), Name::victims),
                                        call(attacker.getValue(), operation, "nobody-has-this-name", Name::victims)))));
    }

    /** A month, and a number in the tenant's own historian, are nobody else's; DevicesIT of the runtime asks across tenants. */
    private static final Set<String> OF_ITS_OWN = Set.of("t", "period", "q");

    @TestFactory
    Stream<DynamicTest> what_another_tenant_has_is_not_there_below_ones_own_path() {
        return attackers().entrySet().stream()
                .flatMap(attacker -> operations().stream()
                        .flatMap(operation -> variables(operation)
                                .filter(variable -> !OF_ITS_OWN.contains(variable))
                                .map(variable -> DynamicTest.dynamicTest(
                                        attacker.getKey() + ": " + operation + " at {" + variable + "}",
                                        () -> assertSame(
                                                at(variable, attacker.getValue(), operation, Name::victims),
                                                at(variable, attacker.getValue(), operation, Name::nobodys))))));
    }

    @Test
    void every_name_in_a_path_is_known_to_this_test() {
        assertThat(operations().stream().flatMap(IsolationIT::variables))
                .isSubsetOf(
                        Stream.concat(NAMES.keySet().stream(), Stream.of("t")).toList());
    }

    @TestFactory
    List<DynamicTest> nobody_without_a_key_reaches_a_tenant() {
        return operations().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.toString(),
                        () -> assertThat(call(anonymous(), operation, VICTIM.value(), Name::victims)
                                        .status())
                                .isEqualTo(401)))
                .toList();
    }

    @Test
    void the_description_covers_what_was_promised() {
        assertThat(operations().stream().map(Described::path))
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

    private static void assertSame(Answer foreign, Answer absent) {
        assertThat(foreign.status()).as(foreign.response().body()).isEqualTo(404);
        assertThat(foreign.response().body())
                .isEqualTo(absent.response().body())
                .isNotEmpty();
        assertThat(headers(foreign)).isEqualTo(headers(absent));
    }

    /** Without what the container says of the connection: it closes that of every hundredth answer. */
    private static Set<String> headers(Answer answer) {
        Set<String> names = new TreeSet<>(answer.response().headers().map().keySet());
        names.remove("connection");
        return names;
    }

    private static Answer call(ApiClient client, Described operation, String tenant, Function<Name, String> choice) {
        String path = operation.path().replace("{t}", tenant);
        for (Map.Entry<String, Name> name : NAMES.entrySet()) {
            path = path.replace("{" + name.getKey() + "}", choice.apply(name.getValue()));
        }
        return client.send(operation.method(), path, body(operation));
    }

    /** That name as chosen, all others the attacker's own. */
    private static Answer at(String variable, ApiClient client, Described operation, Function<Name, String> choice) {
        Name chosen = Objects.requireNonNull(NAMES.get(variable));
        String path = operation.path().replace("{" + variable + "}", choice.apply(chosen));
        return call(
                client,
                new Described(operation.method(), path, operation.description()),
                ATTACKER.value(),
                Name::attackers);
    }

    /** Good enough to come to the question whether what the path names is there. */
    private static @Nullable String body(Described operation) {
        if (!operation.hasBody()) {
            return null;
        }
        return operation.path().endsWith(":move")
                ? "{\"fleet\":\"line-aachen\"}"
                : operation.path().endsWith("/members/{m}") || operation.path().contains("/members/u-")
                        ? "{\"role\":\"viewer\"}"
                        : "{}";
    }

    private static Stream<String> variables(Described operation) {
        return Pattern.compile("\\{([a-zA-Z]+)}")
                .matcher(operation.path())
                .results()
                .map(found -> found.group(1));
    }

    private static List<Described> operations() {
        return ApiOperations.of(anonymous()).stream()
                .filter(Described::ofTenant)
                .toList();
    }

    private static String made(TenantId tenant, String path, String body) {
        Answer answer = administrator().post("/api/v1/tenants/" + tenant + path, body);
        return answer.body().path("id").asString("none");
    }

    private static String member(TenantId tenant, int number) {
        String id = "u-%026d".formatted(9_000_000 + number);
        JdbcClient database = platform().bean(JdbcClient.class);
        database.sql("""
            INSERT INTO person (id, email, name, created_at, verified_at)
            VALUES (:id, :id || '@example.com', 'somebody', now(), now())
            """).param("id", id).update();
        database.sql("""
            INSERT INTO membership (tenant_uid, tenant, person, role, since, granted_by)
            SELECT uid, tenant, :id, 'viewer', now(), 'test' FROM tenant_account
            WHERE tenant = :tenant AND removed_at IS NULL
            """).param("id", id).param("tenant", tenant.value()).update();
        return id;
    }

    private static String code(TenantId tenant, String fleet) {
        UUID id = UUID.randomUUID();
        platform()
                .bean(JdbcClient.class)
                .sql("""
                    INSERT INTO claim_code (id, hash, tenant, incarnation, fleet, parameters, created_at, expires_at)
                    SELECT :id, sha256(convert_to(CAST(:id AS text), 'UTF8')), tenant, incarnation, :fleet, '{}', now(),
                           now() + interval '1 hour'
                    FROM tenant_account WHERE tenant = :tenant AND removed_at IS NULL
                    """)
                .param("id", id)
                .param("fleet", fleet)
                .param("tenant", tenant.value())
                .update();
        return id.toString();
    }
}
