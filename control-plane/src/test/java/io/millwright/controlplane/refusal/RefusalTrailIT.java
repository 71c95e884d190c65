package io.millwright.controlplane.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.audit.AuditChain;
import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.metering.Collected;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.controlplane.runtime.RuntimeReports.RefusedByBroker;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What a broker refused, on its way into the tenant's trail. */
class RefusalTrailIT extends ControlPlaneIT {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final AuditLog audit = platform().bean(AuditLog.class);
    private final RefusalTrail trail = platform().bean(RefusalTrail.class);

    private static RefusedByBroker refused(long id, String identity, @Nullable String topic, long count) {
        return new RefusedByBroker(id, AT, identity, "foreign-device", topic, count);
    }

    /** A runtime that keeps these rows, with the position as cursor. */
    private static RefusalSource runtime(List<RefusedByBroker> rows) {
        return (_, after, limit) -> {
            int from = after.isEmpty() ? 0 : Integer.parseInt(after);
            int to = Math.min(rows.size(), from + limit);
            return new RuntimeAnswer.Known<>(
                    new RefusalPage(List.copyOf(rows.subList(from, to)), Integer.toString(to)));
        };
    }

    private static String lifeOf(TenantId tenant) {
        TenantAccounts accounts = platform().bean(TenantAccounts.class);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> accounts.living(tenant)
                                .map(account -> String.valueOf(account.incarnation()))
                                .orElse("null"),
                        life -> !life.equals("null"));
    }

    private List<AuditEntry> entries(TenantId tenant) {
        return audit.list(tenant, 0, 10_000).stream()
                .filter(entry -> entry.action().equals(RefusalTrail.ACTION))
                .toList();
    }

    private List<RefusedByBroker> many(TenantId tenant) {
        String identity = "urn:millwright:" + tenant + ":bremen:press-1";
        return LongStream.rangeClosed(1, 250)
                .mapToObj(id -> refused(id, identity, "t/" + id, 1))
                .toList();
    }

    @Test
    void an_entry_says_who_was_refused_what_why_and_how_often() {
        TenantId tenant = tenant("refused-words");
        List<RefusedByBroker> rows = List.of(
                refused(1, "urn:millwright:refused-words:bremen:press-1", "mw/v1/other/#", 25),
                refused(2, "urn:millwright:refused-words:service:runtime", null, 1),
                refused(3, "urn:millwright:victim:bremen:press-1", "a\nb" + "x".repeat(5_000), 1),
                refused(4, "others", null, 7),
                new RefusedByBroker(5, AT, "unidentified", "foreign-certificate", null, 3));

        new RefusalCollector(runtime(rows), trail).collect(tenant, lifeOf(tenant));

        List<AuditEntry> entries = entries(tenant);
        assertThat(entries)
                .extracting(AuditEntry::actor)
                .containsExactly("device:press-1", "service:runtime", "others", "others", "unidentified");
        assertThat(entries).extracting(AuditEntry::outcome).containsOnly("refused");
        assertThat(entries.getFirst().object()).isEqualTo("mw/v1/other/#");
        assertThat(entries.getFirst().reason()).isEqualTo("foreign-device x 25");
        assertThat(entries.get(1).object()).isEqualTo("connection");
        assertThat(entries.get(1).reason()).isEqualTo("foreign-device");
        assertThat(entries.get(2).object()).startsWith("a bx").hasSize(256);
        assertThat(entries.getLast().object()).isEqualTo("connection");
        assertThat(entries.getLast().reason()).isEqualTo("foreign-certificate x 3");
        assertThat(keyOf(tenant)
                        .get("/api/v1/tenants/refused-words/audit")
                        .body()
                        .toString())
                .contains("mqtt.refused", "foreign-device x 25");
    }

    @Test
    void dying_before_the_commit_leaves_nothing_and_the_next_round_brings_all_of_it_once() {
        TenantId tenant = tenant("refused-crash");
        String life = lifeOf(tenant);
        RefusalCollector collector = new RefusalCollector(runtime(many(tenant)), trail);

        platform().bean(TransactionTemplate.class).executeWithoutResult(dying -> {
            assertThat(collector.collect(tenant, life)).isEqualTo(new Collected.UpToDate(250));
            dying.setRollbackOnly();
        });
        assertThat(entries(tenant)).isEmpty();
        assertThat(trail.cursor(tenant, life)).isEmpty();

        collector.collect(tenant, life);
        collector.collect(tenant, life);

        assertThat(entries(tenant)).hasSize(250);
        assertThat(AuditChain.verify(audit.list(tenant, 0, 10_000).stream().map(AuditChain::line)))
                .isInstanceOf(AuditChain.Verdict.Intact.class);
    }

    @Test
    void collectors_at_the_same_time_bring_each_entry_once() throws Exception {
        TenantId tenant = tenant("refused-rush");
        String life = lifeOf(tenant);
        RefusalCollector collector = new RefusalCollector(runtime(many(tenant)), trail);
        List<Callable<Collected>> both = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            both.add(() -> collector.collect(tenant, life));
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(both)) {
                done.get();
            }
        }
        collector.collect(tenant, life);

        assertThat(entries(tenant)).hasSize(250);
    }

    @Test
    void a_life_that_has_ended_gets_no_entry_and_its_successor_none_of_it() {
        TenantId tenant = tenant("refused-ended");
        lifeOf(tenant);

        new RefusalCollector(runtime(many(tenant)), trail).collect(tenant, "01JD0000000000000000000000");

        assertThat(entries(tenant)).isEmpty();
    }

    @Test
    void a_page_without_a_way_on_is_not_taken() {
        TenantId tenant = tenant("refused-circle");
        RefusalSource circle = (_, after, _) ->
                new RuntimeAnswer.Known<>(new RefusalPage(many(tenant).subList(0, 1), after));

        assertThat(new RefusalCollector(circle, trail).collect(tenant, lifeOf(tenant)))
                .isInstanceOf(Collected.Failed.class);
        assertThat(entries(tenant)).isEmpty();
    }
}
