package io.millwright.controlplane.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TenantApiIT extends ControlPlaneIT {

    @Test
    void a_tenant_is_a_custom_resource_that_the_creator_reads_back_at_once() {
        Answer created = administrator().post("/api/v1/tenants", """
            {"name":"created","tier":"starter","displayName":"Created Ltd","limits":{"devices":5}}\
            """);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1/tenants/created");
        assertThat(created.body().path("status").path("phase").asString()).isEqualTo("Pending");
        assertThat(administrator()
                        .get("/api/v1/tenants/created")
                        .body()
                        .path("limits")
                        .path("devices")
                        .asInt())
                .isEqualTo(5);
        assertThat(resource("created").getSpec().getDisplayName()).isEqualTo("Created Ltd");
        assertThat(resource("created").getMetadata().getManagedFields())
                .anySatisfy(entry -> assertThat(entry.getManager()).isEqualTo("millwright-control-plane"));
    }

    @Test
    void a_taken_name_is_a_conflict() {
        administrator().post("/api/v1/tenants", "{\"name\":\"taken\",\"tier\":\"starter\"}");

        Answer second = administrator().post("/api/v1/tenants", "{\"name\":\"taken\",\"tier\":\"professional\"}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(resource("taken").getSpec().getTier()).isEqualTo("starter");
    }

    @Test
    void every_fault_of_a_spec_is_told_at_once_in_the_words_of_the_api_server() {
        Answer refused = administrator().post("/api/v1/tenants", """
            {"name":"faulty","tier":"starter","region":"Not A Region","limits":{"devices":-1,"storageGi":0}}\
            """);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/invalid-request");
        assertThat(refused.body().path("errors").findValuesAsString("field"))
                .contains("limits.devices", "limits.storageGi");
        assertThat(administrator().get("/api/v1/tenants/faulty").status()).isEqualTo(404);
    }

    @Test
    void fields_that_nobody_knows_are_named() {
        Answer refused = administrator()
                .post(
                        "/api/v1/tenants",
                        "{\"name\":\"mass\",\"tier\":\"starter\",\"plan\":1,\"status\":{},\"uid\":\"x\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("field")).containsExactly("plan", "status", "uid");
    }

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_rest() {
        administrator().post("/api/v1/tenants", """
            {"name":"patched","tier":"starter","displayName":"Before","limits":{"devices":5,"storageGi":3}}\
            """);

        Answer changed = administrator().patch("/api/v1/tenants/patched", """
            {"tier":"professional","limits":{"devices":9,"storageGi":null}}\
            """);

        assertThat(changed.status()).isEqualTo(200);
        Tenant now = resource("patched");
        assertThat(now.getSpec().getTier()).isEqualTo("professional");
        assertThat(now.getSpec().getDisplayName()).isEqualTo("Before");
        assertThat(now.getSpec().getLimits()).satisfies(limits -> {
            assertThat(limits.getDevices()).isEqualTo(9);
            assertThat(limits.getStorageGi()).isNull();
        });
        assertThat(administrator()
                        .get("/api/v1/tenants/patched")
                        .body()
                        .path("tier")
                        .asString())
                .isEqualTo("professional");
    }

    @Test
    void what_kubectl_manages_stays_with_kubectl() {
        tenant("by-kubectl");

        Answer refused = administrator().patch("/api/v1/tenants/by-kubectl", "{\"tier\":\"professional\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/field-conflict");
        assertThat(refused.body().path("errors").get(0).path("field").asString())
                .isEqualTo("tier");
        assertThat(refused.body().path("errors").get(0).path("message").asString())
                .contains("kubectl");
        assertThat(resource("by-kubectl").getSpec().getTier()).isEqualTo("starter");
    }

    @Test
    void a_tenant_born_by_kubectl_has_an_account_with_its_incarnation() {
        TenantId tenant = tenant("born-by-kubectl");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(platform()
                                .bean(TenantAccounts.class)
                                .living(tenant)
                                .orElseThrow()
                                .incarnation())
                        .isEqualTo(resource("born-by-kubectl").getStatus().getIncarnation()));
    }

    @Test
    void the_keys_and_the_trail_of_a_removed_tenant_mean_nothing_to_the_next_of_its_name() {
        TenantId tenant = tenant("reborn");
        ApiClient old = keyOf(tenant);
        assertThat(old.get("/api/v1/tenants/reborn").status()).isEqualTo(200);

        assertThat(administrator().delete("/api/v1/tenants/reborn").status()).isEqualTo(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                administrator().get("/api/v1/tenants/reborn").status())
                        .isEqualTo(404));
        tenant("reborn");

        // The old key is ended by whoever hears of the new tenant; until then there is nothing that it opens.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(old.get("/api/v1/tenants").body().path("items")).isEmpty();
            int status = old.get("/api/v1/tenants/reborn").status();
            assertThat(status).isIn(401, 404);
            return status == 401;
        });
        assertThat(administrator().get("/api/v1/tenants/reborn/audit").body().toString())
                .doesNotContain("tenant.delete");
    }

    @Test
    void a_tenant_whose_account_is_of_an_earlier_life_is_not_there() {
        TenantId tenant = tenant("twice");
        platform()
                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("UPDATE tenant_account SET uid = 'an-earlier-life' WHERE tenant = 'twice'")
                .update();
        assertThat(platform()
                        .bean(TenantAccounts.class)
                        .living(tenant)
                        .orElseThrow()
                        .uid())
                .isEqualTo("an-earlier-life");

        assertThat(new TenantDirectory(
                                platform().bean(TenantAccounts.class),
                                platform().bean(io.millwright.controlplane.cluster.Cluster.class),
                                platform().bean(io.millwright.controlplane.cluster.CustomResources.class))
                        .contains(tenant))
                .isFalse();
    }

    @Test
    void a_tenant_that_ended_while_nobody_watched_is_found_by_the_sweep() {
        tenant("still-here");
        platform()
                .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("INSERT INTO tenant_account (uid, tenant, born_at) VALUES ('lost', 'lost-one', now())")
                .update();

        platform().bean(TenantLives.class).sweep();

        assertThat(platform().bean(TenantAccounts.class).living(new TenantId("lost-one")))
                .isEmpty();
        assertThat(platform().bean(TenantAccounts.class).living(new TenantId("still-here")))
                .isPresent();
    }

    @Test
    void a_tenants_own_key_can_neither_make_nor_end_nor_suspend_tenants() {
        ApiClient own = keyOf(tenant("shut-in"));

        assertThat(own.post("/api/v1/tenants", "{\"name\":\"more\",\"tier\":\"starter\"}")
                        .status())
                .isEqualTo(403);
        assertThat(own.delete("/api/v1/tenants/shut-in").status()).isEqualTo(403);
        assertThat(own.patch("/api/v1/tenants/shut-in", "{\"suspended\":false}").status())
                .isEqualTo(403);
        assertThat(own.get("/api/v1/tenants").body().path("items").findValuesAsString("name"))
                .containsExactly("shut-in");
    }

    @Test
    void a_suspended_tenant_reads_and_does_not_write_but_may_revoke_a_key() {
        administrator().post("/api/v1/tenants", "{\"name\":\"paused\",\"tier\":\"starter\"}");
        TenantId tenant = new TenantId("paused");
        ApiClient own = keyOf(tenant);
        administrator().patch("/api/v1/tenants/paused", "{\"suspended\":true}");

        Answer refused = own.post("/api/v1/tenants/paused/api-keys", "{\"name\":\"more\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asString()).isEqualTo("/problems/tenant-suspended");
        assertThat(own.get("/api/v1/tenants/paused").status()).isEqualTo(200);
        assertThat(own.delete("/api/v1/tenants/paused/api-keys/none").status()).isEqualTo(404);
    }

    @Test
    void a_plan_is_a_dry_run() {
        tenant("planning");

        Answer plan = administrator().get("/api/v1/tenants/planning/plan?tier=professional");

        assertThat(plan.body().path("from").asString()).isEqualTo("starter");
        assertThat(plan.body().path("possible").asBoolean()).isFalse();
        assertThat(plan.body().path("infrastructure").findValuesAsString("part"))
                .contains("broker", "limits");
        assertThat(resource("planning").getSpec().getTier()).isEqualTo("starter");
        assertThat(administrator()
                        .get("/api/v1/tenants/planning/plan?tier=gold")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void lists_come_in_pages_with_every_tenant_once() {
        ApiClient administrator = administrator();
        tenant("page-a");
        tenant("page-b");
        tenant("page-c");

        var names = new java.util.ArrayList<String>();
        String cursor = "";
        do {
            Answer page = administrator.get("/api/v1/tenants?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            names.addAll(page.body().path("items").findValuesAsString("name"));
            cursor = page.body().path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(names).contains("page-a", "page-b", "page-c").isSorted().doesNotHaveDuplicates();
        assertThat(administrator
                        .get("/api/v1/tenants?limit=0&cursor=%25")
                        .body()
                        .path("errors")
                        .size())
                .isEqualTo(2);
    }

    private static Tenant resource(String name) {
        return platform().kubernetes().resources(Tenant.class).withName(name).get();
    }
}
