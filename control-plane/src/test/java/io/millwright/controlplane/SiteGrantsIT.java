package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.device.TestDevices;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who has a role for one site meets nothing of the others. */
class SiteGrantsIT extends ControlPlaneIT {

    private static final String TENANT = "/api/v1/tenants/two-sites";
    private static final TenantId ID = new TenantId("two-sites");
    private static final Grant BREMEN = new Grant(Role.ENGINEER, Set.of(new SiteId("bremen")));

    @BeforeAll
    static void twoSites() {
        tenant("two-sites");
        for (String site : List.of("bremen", "aachen")) {
            administrator().post(TENANT + "/sites", "{\"name\":\"" + site + "\"}");
            administrator().post(TENANT + "/fleets", "{\"name\":\"line-" + site + "\",\"siteRef\":\"" + site + "\"}");
            TestDevices.active(platform(), ID, "scoped-" + site, "line-" + site, site);
        }
    }

    static Stream<ApiClient> ofBremen() {
        return Stream.of(keyOf(ID, BREMEN), memberOf(ID, BREMEN));
    }

    @ParameterizedTest
    @MethodSource("ofBremen")
    void lists_hold_only_what_is_at_its_sites(ApiClient client) {
        assertThat(names(client.get(TENANT + "/sites"), "name")).containsExactly("bremen");
        assertThat(names(client.get(TENANT + "/fleets"), "name")).containsExactly("line-bremen");
        assertThat(names(client.get(TENANT + "/devices"), "id")).containsExactly("scoped-bremen");
        assertThat(names(client.get(TENANT + "/devices?fleet=line-aachen"), "id"))
                .isEmpty();
        assertThat(names(administrator().get(TENANT + "/devices"), "id")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("ofBremen")
    void what_is_elsewhere_cannot_be_told_from_what_is_not(ApiClient client) {
        for (Call call : List.of(
                new Call("GET", "/sites/", "aachen", "berlin", null),
                new Call("PUT", "/sites/", "aachen", "berlin", "{}"),
                new Call("PATCH", "/sites/", "aachen", "berlin", "{}"),
                new Call("GET", "/fleets/", "line-aachen", "line-berlin", null),
                new Call("PUT", "/fleets/", "line-aachen", "line-berlin", "{\"siteRef\":\"bremen\"}"),
                new Call("PATCH", "/fleets/", "line-aachen", "line-berlin", "{\"siteRef\":\"bremen\"}"),
                new Call("DELETE", "/fleets/", "line-aachen", "line-berlin", null),
                new Call("GET", "/fleets/", "line-aachen/claim-codes", "line-berlin/claim-codes", null),
                new Call("POST", "/fleets/", "line-aachen/claim-codes", "line-berlin/claim-codes", "{}"),
                new Call("DELETE", "/fleets/", "line-aachen/claim-codes", "line-berlin/claim-codes", null),
                new Call("GET", "/devices/", "scoped-aachen", "scoped-berlin", null),
                new Call("POST", "/devices/", "scoped-aachen:revoke", "scoped-berlin:revoke", ""),
                new Call("POST", "/devices/", "scoped-aachen:approve", "scoped-berlin:approve", ""),
                new Call(
                        "POST",
                        "/devices/",
                        "scoped-aachen:move",
                        "scoped-berlin:move",
                        "{\"fleet\":\"line-bremen\"}"))) {
            Answer elsewhere = client.send(call.method(), TENANT + call.path() + call.elsewhere(), call.body());
            Answer absent = client.send(call.method(), TENANT + call.path() + call.absent(), call.body());

            assertThat(elsewhere.status()).as(call.toString()).isEqualTo(404);
            assertThat(elsewhere.response().body()).isEqualTo(absent.response().body());
        }
        assertThat(administrator()
                        .get(TENANT + "/devices/scoped-aachen")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("active");
    }

    private record Call(
            String method,
            String path,
            String elsewhere,
            String absent,
            @org.jspecify.annotations.Nullable String body) {}

    @ParameterizedTest
    @MethodSource("ofBremen")
    void nothing_can_be_put_elsewhere(ApiClient client) {
        Answer created = client.post(TENANT + "/fleets", "{\"name\":\"smuggled\",\"siteRef\":\"aachen\"}");
        Answer nowhere = client.post(TENANT + "/fleets", "{\"name\":\"smuggled\",\"siteRef\":\"berlin\"}");
        Answer moved = client.patch(TENANT + "/fleets/line-bremen", "{\"siteRef\":\"aachen\"}");
        Answer device = client.post(TENANT + "/devices/scoped-bremen:move", "{\"fleet\":\"line-aachen\"}");
        Answer code = client.post(
                TENANT + "/device-codes:claim", "{\"code\":\"X\",\"serial\":\"Y\",\"fleet\":\"line-aachen\"}");

        assertThat(created.status()).isEqualTo(404);
        assertThat(created.response().body()).isEqualTo(nowhere.response().body());
        assertThat(moved.status()).isEqualTo(404);
        assertThat(device.status()).isEqualTo(409);
        assertThat(device.body().path("detail").asString()).isEqualTo("There is no such fleet.");
        assertThat(code.status()).isEqualTo(404);
        assertThat(administrator().get(TENANT + "/fleets/smuggled").status()).isEqualTo(404);
    }

    @Test
    void what_is_of_the_whole_tenant_is_not_for_who_has_a_part() {
        ApiClient admin = memberOf(ID, new Grant(Role.ADMIN, Set.of(new SiteId("bremen"))));

        Answer refused = admin.post(TENANT + "/sites", "{\"name\":\"new\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asString()).contains("whole tenant");
        assertThat(admin.patch(TENANT, "{\"displayName\":\"x\"}").status()).isEqualTo(403);
        assertThat(admin.get(TENANT + "/api-keys").status()).isEqualTo(403);
        assertThat(admin.get(TENANT + "/bill").status()).isEqualTo(403);
        assertThat(admin.get(TENANT + "/audit").status()).isEqualTo(403);
    }

    @Test
    void its_own_site_is_changed_as_by_anybody_else() {
        assertThat(keyOf(ID, BREMEN)
                        .patch(TENANT + "/sites/bremen", "{\"displayName\":\"Bremen works\"}")
                        .status())
                .isEqualTo(200);
        assertThat(keyOf(ID, BREMEN)
                        .post(TENANT + "/fleets", "{\"name\":\"second\",\"siteRef\":\"bremen\"}")
                        .status())
                .isEqualTo(201);
        assertThat(keyOf(ID, BREMEN).delete(TENANT + "/fleets/second").status()).isEqualTo(204);
    }

    private static List<String> names(Answer page, String field) {
        return page.body().path("items").findValuesAsString(field).stream()
                .filter(name -> !name.equals("second"))
                .toList();
    }
}
