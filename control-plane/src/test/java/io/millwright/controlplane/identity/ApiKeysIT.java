package io.millwright.controlplane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ApiClient.Answer;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.wire.TenantId;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ApiKeysIT extends ControlPlaneIT {

    @Test
    void a_key_that_says_nothing_is_an_engineers() {
        ApiClient admin = keyOf(tenant("keys-usual"));

        Answer made = admin.post("/api/v1/tenants/keys-usual/api-keys", "{\"name\":\"plain\"}");

        assertThat(made.body().path("role").asString()).isEqualTo("engineer");
        assertThat(made.header("Cache-Control")).contains("no-store");
        ApiClient key =
                new ApiClient(platform().api(), made.body().path("apiKey").asString());
        assertThat(key.get("/api/v1/tenants/keys-usual/sites").status()).isEqualTo(200);
        assertThat(key.get("/api/v1/tenants/keys-usual/api-keys").status()).isEqualTo(403);
    }

    @Test
    void a_key_may_be_for_some_sites() {
        ApiClient admin = keyOf(tenant("keys-sites"));

        Answer made = admin.post(
                "/api/v1/tenants/keys-sites/api-keys",
                "{\"name\":\"line\",\"role\":\"viewer\",\"sites\":[\"bremen\",\"aachen\"]}");

        assertThat(made.body().path("sites").toString()).isEqualTo("[\"aachen\",\"bremen\"]");
        ApiClient key =
                new ApiClient(platform().api(), made.body().path("apiKey").asString());
        assertThat(key.get("/api/v1/me")
                        .body()
                        .path("tenants")
                        .path(0)
                        .path("sites")
                        .toString())
                .isEqualTo("[\"aachen\",\"bremen\"]");
    }

    @Test
    void nobody_makes_a_key_above_their_own_role() {
        TenantId tenant = tenant("keys-above");

        Answer refused = memberOf(tenant, Grant.of(Role.ADMIN))
                .post("/api/v1/tenants/keys-above/api-keys", "{\"name\":\"x\",\"role\":\"owner\"}");
        Answer allowed = memberOf(tenant, Grant.of(Role.OWNER))
                .post("/api/v1/tenants/keys-above/api-keys", "{\"name\":\"x\",\"role\":\"owner\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asString()).contains("owner is above your role");
        assertThat(allowed.status()).isEqualTo(201);
    }

    @Test
    void what_is_no_role_and_no_site_is_named() {
        Answer refused = keyOf(tenant("keys-faulty"))
                .post(
                        "/api/v1/tenants/keys-faulty/api-keys",
                        "{\"name\":\"x\",\"role\":\"king\",\"sites\":[\"bremen\",\"No Site\"]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsString("field")).containsExactly("role", "sites[1]");
    }

    @Test
    void the_list_says_when_a_key_was_used_last() {
        TenantId tenant = tenant("keys-used");
        ApiClient admin = keyOf(tenant);
        admin.post("/api/v1/tenants/keys-used/api-keys", "{\"name\":\"idle\"}");

        platform().bean(KeyUses.class).write();

        JsonNode items = admin.get("/api/v1/tenants/keys-used/api-keys").body().path("items");
        items.forEach(item -> assertThat(item.has("lastUsedAt"))
                .as(item.toString())
                .isEqualTo(item.path("name").asString().equals("test")));
    }

    @Test
    void keys_of_before_roles_can_do_what_an_admin_can() {
        tenant("keys-old");
        String secret = "mwk_of-before-roles";
        platform().bean(JdbcClient.class).sql("""
            INSERT INTO api_key (id, tenant, name, sha256, created_at, created_by)
            VALUES ('old', 'keys-old', 'old', sha256(convert_to(:secret, 'UTF8')), now(), 'administrator')
            """).param("secret", secret).update();

        ApiClient old = new ApiClient(platform().api(), secret);

        assertThat(old.get("/api/v1/tenants/keys-old/api-keys").status()).isEqualTo(200);
        assertThat(old.delete("/api/v1/tenants/keys-old").status()).isEqualTo(403);
    }
}
