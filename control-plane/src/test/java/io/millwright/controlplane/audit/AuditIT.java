package io.millwright.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AuditIT extends ControlPlaneIT {

    @Test
    void an_export_verifies_offline() {
        ApiClient own = keyOf(tenant("audited"));
        own.post("/api/v1/tenants/audited/sites", "{\"name\":\"bremen\"}");
        own.post("/api/v1/tenants/audited/sites", "{\"name\":\"bremen\"}");
        own.post("/api/v1/tenants/audited/api-keys", "{\"name\":\"more\"}");

        String export =
                own.get("/api/v1/tenants/audited/audit/export").response().body();

        assertThat(AuditChain.verify(export.lines())).isInstanceOf(AuditChain.Verdict.Intact.class);
        assertThat(export)
                .contains("site.apply", "\"outcome\":\"asked\"", "\"outcome\":\"done\"", "\"outcome\":\"refused\"")
                .contains("api-key.create")
                .doesNotContain("mwk_");
    }

    @Test
    void many_at_once_make_one_chain_without_gaps() throws Exception {
        TenantId tenant = tenant("audited-rush");
        AuditLog audit = platform().bean(AuditLog.class);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<AuditEntry>> all = IntStream.range(0, 100)
                    .mapToObj(n -> threads.submit(() -> audit.record(tenant, "test", "count", "n/" + n, "done", "")))
                    .toList();
            for (Future<AuditEntry> one : all) {
                one.get();
            }
        }

        List<AuditEntry> entries = audit.list(tenant, 0, 1_000);
        assertThat(AuditChain.verify(entries.stream().map(AuditChain::line)))
                .isEqualTo(new AuditChain.Verdict.Intact(
                        "audited-rush",
                        entries.getLast().chain(),
                        entries.size(),
                        entries.getLast().hash()));
        assertThat(entries).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void what_is_rolled_back_leaves_no_entry() {
        TenantId tenant = tenant("audited-rollback");
        AuditLog audit = platform().bean(AuditLog.class);
        int before = audit.list(tenant, 0, 1_000).size();

        platform().bean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            audit.record(tenant, "test", "undone", "x", "done", "");
            transaction.setRollbackOnly();
        });

        assertThat(audit.list(tenant, 0, 1_000)).hasSize(before);
    }

    @Test
    void the_database_itself_refuses_to_change_an_entry() {
        tenant("audited-fixed");
        JdbcClient database = platform().bean(JdbcClient.class);

        assertThatThrownBy(() ->
                        database.sql("UPDATE audit_entry SET actor = 'nobody'").update())
                .hasMessageContaining("only ever appended");
        assertThatThrownBy(() -> database.sql("DELETE FROM audit_entry").update())
                .hasMessageContaining("only ever appended");
        assertThatThrownBy(() -> database.sql("TRUNCATE audit_entry").update())
                .hasMessageContaining("only ever appended");
    }

    @Test
    void control_characters_and_lone_surrogates_are_stored_as_they_are_hashed() {
        TenantId tenant = tenant("audited-odd");
        AuditLog audit = platform().bean(AuditLog.class);

        audit.record(tenant, "a\u0000b", "c\nd", "\uD800e", "done", "x".repeat(9_000));

        assertThat(AuditChain.verify(audit.list(tenant, 0, 100).stream().map(AuditChain::line)))
                .isInstanceOf(AuditChain.Verdict.Intact.class);
    }

    @Test
    void the_newest_come_first_page_by_page() {
        ApiClient own = keyOf(tenant("audited-newest"));
        own.post("/api/v1/tenants/audited-newest/sites", "{\"name\":\"bremen\"}");
        own.post("/api/v1/tenants/audited-newest/sites", "{\"name\":\"essen\"}");
        String list = "/api/v1/tenants/audited-newest/audit?order=newest&text=SITE/&outcome=done";

        JsonNode first = own.get(list + "&limit=1").body();
        JsonNode second = own.get(list + "&limit=1&cursor=" + first.path("next").asString())
                .body();

        assertThat(first.path("items").path(0).path("object").asString()).isEqualTo("site/essen");
        assertThat(second.path("items").path(0).path("object").asString()).isEqualTo("site/bremen");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void what_is_looked_for_is_checked() {
        ApiClient own = keyOf(tenant("audited-filter"));
        String list = "/api/v1/tenants/audited-filter/audit";

        assertThat(own.get(list + "?order=newest&text=100%25_'").status()).isEqualTo(200);
        assertThat(own.get(list + "?order=newest&text=%00").status()).isEqualTo(400);
        assertThat(own.get(list + "?order=newest&outcome=maybe").status()).isEqualTo(400);
        assertThat(own.get(list + "?order=upwards").status()).isEqualTo(400);
        assertThat(own.get(list + "?text=site").status()).isEqualTo(400);
    }
}
