package io.millwright.controlplane.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OverviewIT extends ControlPlaneIT {

    private static final String BREMEN = "bremen";
    private static final String LEEDS = "leeds";

    @Test
    void an_owner_sees_everything_at_a_glance() {
        TenantId tenant = tenant("overview-a");
        keyOf(tenant).post("/api/v1/tenants/overview-a/sites", "{\"name\":\"bremen\",\"timezone\":\"Europe/Berlin\"}");

        JsonNode overview = overview(tenant, Grant.of(Role.OWNER));

        assertThat(overview.path("tenant").path("name").asString()).isEqualTo("overview-a");
        assertThat(overview.path("devices").toString())
                .isEqualTo("{\"enrolled\":0,\"connected\":0,\"pendingApproval\":0}");
        assertThat(overview.path("today").toString()).isEqualTo("{\"messages\":0,\"points\":0}");
        assertThat(overview.path("bill").path("totalText").asString()).startsWith("EUR ");
        assertThat(overview.path("recent").path(0).path("action").asString()).startsWith("site.");
    }

    @Test
    void recent_events_are_the_last_ten_newest_first() {
        TenantId tenant = tenant("overview-b");
        for (int number = 0; number < 6; number++) {
            keyOf(tenant)
                    .post("/api/v1/tenants/overview-b/sites", "{\"name\":\"s" + number + "\",\"timezone\":\"UTC\"}");
        }

        JsonNode recent = overview(tenant, Grant.of(Role.ADMIN)).path("recent");

        assertThat(recent.size()).isEqualTo(10);
        assertThat(recent.path(0).path("object").asString()).contains("s5");
        assertThat(recent.findValues("seq").stream().map(JsonNode::asLong).toList())
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void who_may_see_neither_bill_nor_trail_one_by_one_sees_neither_here() {
        TenantId tenant = tenant("overview-c");

        JsonNode viewer = overview(tenant, Grant.of(Role.VIEWER));
        JsonNode billing = overview(tenant, Grant.of(Role.BILLING));

        assertThat(viewer.propertyNames()).containsExactlyInAnyOrder("tenant", "devices", "today");
        assertThat(billing.propertyNames()).containsExactlyInAnyOrder("tenant", "devices", "today", "bill");
    }

    @Test
    void who_is_shut_into_a_site_sees_its_devices_only_and_nothing_of_the_whole_tenant() throws SQLException {
        TenantId tenant = tenant("overview-d");
        device(tenant, "d-1", BREMEN, "active");
        device(tenant, "d-2", BREMEN, "pending");
        device(tenant, "d-3", LEEDS, "active");
        device(tenant, "d-4", LEEDS, "revoked");

        JsonNode whole = overview(tenant, Grant.of(Role.VIEWER)).path("devices");
        JsonNode bremen = overview(tenant, new Grant(Role.VIEWER, Set.of(new SiteId(BREMEN))));

        assertThat(whole.path("enrolled").asInt()).isEqualTo(2);
        assertThat(whole.path("pendingApproval").asInt()).isEqualTo(1);
        assertThat(bremen.path("devices").path("enrolled").asInt()).isEqualTo(1);
        assertThat(bremen.path("devices").path("pendingApproval").asInt()).isEqualTo(1);
        assertThat(bremen.propertyNames()).containsExactlyInAnyOrder("tenant", "devices");
    }

    @Test
    void who_is_connected_is_left_out_while_the_runtime_does_not_answer() throws SQLException {
        TenantId tenant = tenant("overview-e");
        device(tenant, "e-1", BREMEN, "active");

        assertThat(overview(tenant, Grant.of(Role.OWNER)).path("devices").has("connected"))
                .isFalse();
    }

    private static JsonNode overview(TenantId tenant, Grant grant) {
        Answer answer = keyOf(tenant, grant).get("/api/v1/tenants/" + tenant + "/overview");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static void device(TenantId tenant, String id, String site, String state) throws SQLException {
        String incarnation = administrator()
                .get("/api/v1/tenants/" + tenant)
                .body()
                .path("status")
                .path("incarnation")
                .asString();
        try (Connection connection = DriverManager.getConnection(platform().databaseUrl(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                INSERT INTO device (id, tenant, incarnation, fleet, site, state, serial, model, parameters, public_key,
                                    created_at)
                VALUES ('%s-%s', '%s', '%s', 'line', '%s', '%s', 'SN', 'M', '{}', '%s', now())
                """.formatted(tenant, id, tenant, incarnation, site, state, id));
        }
    }
}
