package io.millwright.controlplane.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.crd.v1alpha1.DeviceFleet;
import org.junit.jupiter.api.Test;

class SitesAndFleetsApiIT extends ControlPlaneIT {

    private static final String PRESS_LINE = """
        {"name":"press-line","siteRef":"bremen",
         "connections":[{"name":"press","protocol":"modbus-tcp","url":"modbus-tcp://${plc}:502"}],
         "tags":[{"name":"temperature","connection":"press","address":"holding-register:100:REAL","unit":"Cel"}]}\
        """;

    @Test
    void a_site_lives_and_dies_over_http() {
        ApiClient own = keyOf(tenant("site-life"));
        String sites = "/api/v1/tenants/site-life/sites";

        Answer created = own.post(sites, "{\"name\":\"bremen\",\"timezone\":\"Europe/Berlin\"}");
        Answer changed = own.patch(sites + "/bremen", "{\"displayName\":\"Bremen works\"}");
        Answer replaced = own.put(sites + "/bremen", "{\"displayName\":\"Bremen\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(sites + "/bremen");
        assertThat(changed.body().path("timezone").asString()).isEqualTo("Europe/Berlin");
        assertThat(replaced.body().path("timezone").asString()).isEqualTo("UTC");
        assertThat(own.get(sites).body().path("items").findValuesAsString("name"))
                .containsExactly("bremen");
        assertThat(own.delete(sites + "/bremen").status()).isEqualTo(204);
        assertThat(own.delete(sites + "/bremen").status()).isIn(204, 404);
    }

    @Test
    void a_fleet_keeps_its_connections_and_tags_through_a_change() {
        ApiClient own = keyOf(tenant("fleet-life"));
        own.post("/api/v1/tenants/fleet-life/sites", "{\"name\":\"bremen\"}");

        Answer created = own.post("/api/v1/tenants/fleet-life/fleets", PRESS_LINE);
        Answer changed =
                own.patch("/api/v1/tenants/fleet-life/fleets/press-line", "{\"enrollment\":{\"approval\":\"Manual\"}}");

        assertThat(created.status()).describedAs(created.response().body()).isEqualTo(201);
        assertThat(changed.status()).describedAs(changed.response().body()).isEqualTo(200);
        DeviceFleet fleet = platform()
                .kubernetes()
                .resources(DeviceFleet.class)
                .inNamespace("tenant-fleet-life")
                .withName("press-line")
                .get();
        assertThat(fleet.getSpec().getTags()).hasSize(1);
        assertThat(fleet.getSpec().getConnections()).hasSize(1);
        assertThat(changed.body().path("enrollment").path("approval").asString())
                .isEqualTo("Manual");
    }

    @Test
    void a_site_with_fleets_stays() {
        ApiClient own = keyOf(tenant("site-in-use"));
        own.post("/api/v1/tenants/site-in-use/sites", "{\"name\":\"bremen\"}");
        own.post("/api/v1/tenants/site-in-use/fleets", PRESS_LINE);

        Answer refused = own.delete("/api/v1/tenants/site-in-use/sites/bremen");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asString()).contains("press-line");
    }

    @Test
    void faults_of_a_fleet_are_named_by_field() {
        ApiClient own = keyOf(tenant("fleet-faults"));

        Answer refused = own.post("/api/v1/tenants/fleet-faults/fleets", """
            {"name":"bad","siteRef":"bremen",
             "connections":[{"name":"press","protocol":"morse","url":"x"}],
             "tags":[{"name":"t","connection":"nowhere","address":"a","scale":0}]}\
            """);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").size()).isPositive();
        assertThat(refused.body().toString()).contains("connections[0].protocol");
    }

    @Test
    void a_connection_may_be_subscribed_to_where_its_protocol_can_tell() {
        ApiClient own = keyOf(tenant("fleet-told"));
        own.post("/api/v1/tenants/fleet-told/sites", "{\"name\":\"bremen\"}");
        String body = """
            {"name":"pump-line","siteRef":"bremen",
             "connections":[{"name":"pump","protocol":"%s","url":"%s://${plc}","reading":"Subscribe"}]}\
            """;

        Answer created = own.post("/api/v1/tenants/fleet-told/fleets", body.formatted("opcua", "opcua:tcp"));
        Answer refused = own.post(
                "/api/v1/tenants/fleet-told/fleets",
                body.replace("pump-line", "press-line").formatted("modbus-tcp", "modbus-tcp"));
        Answer described = anonymous().get("/api/v1/openapi.json");

        assertThat(created.status()).describedAs(created.response().body()).isEqualTo(201);
        assertThat(created.body().at("/connections/0/reading").asString()).isEqualTo("Subscribe");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("only an opcua connection can be subscribed to");
        assertThat(described
                        .body()
                        .at("/components/schemas/Connection/properties/reading/enum")
                        .toString())
                .isEqualTo("[\"Poll\",\"Subscribe\"]");
    }

    @Test
    void nothing_can_be_put_where_the_operator_has_made_no_namespace_yet() {
        administrator().post("/api/v1/tenants", "{\"name\":\"too-early\",\"tier\":\"starter\"}");

        Answer refused = administrator().post("/api/v1/tenants/too-early/sites", "{\"name\":\"bremen\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asString()).contains("not provisioned");
    }
}
