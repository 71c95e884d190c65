package io.millwright.controlplane.metering;

import static io.millwright.controlplane.metering.TestLedger.ACME;
import static io.millwright.controlplane.metering.TestLedger.FIRST_LIFE;
import static io.millwright.controlplane.metering.TestLedger.SECOND_LIFE;
import static io.millwright.controlplane.metering.TestLedger.messages;
import static io.millwright.controlplane.metering.TestLedger.row;
import static io.millwright.controlplane.metering.TestLedger.runtime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class LedgerIT {

    private static TestLedger test;

    @BeforeAll
    static void start() throws IOException {
        test = new TestLedger();
    }

    @AfterAll
    static void stop() throws IOException {
        test.close();
    }

    @BeforeEach
    void clear() {
        test.clear();
    }

    private static BigDecimal metered(TenantId tenant, String life) {
        return test.usage
                .hours(tenant, life, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))
                .sum(MeterKey.MESSAGES, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    }

    private static BigDecimal appended() {
        return test.sql
                .sql("SELECT coalesce(sum(added), 0) FROM ledger")
                .query(BigDecimal.class)
                .single();
    }

    @Test
    void what_revisions_come_to_is_metered_however_often_and_in_whatever_order_they_come() {
        List<UsageRow> published = new ArrayList<>();
        Random random = new Random(7);
        long truth = 0;
        for (int hour = 0; hour < 40; hour++) {
            long quantity = 0;
            for (int revision = 1; revision <= 5; revision++) {
                quantity += random.nextInt(1_000);
                published.add(messages(hour, revision, quantity));
                published.add(messages(hour, revision, quantity));
            }
            truth += quantity;
        }
        Collections.shuffle(published, random);

        assertThat(test.collector(runtime(published)).collect(ACME, FIRST_LIFE)).isInstanceOf(Collected.UpToDate.class);

        assertThat(metered(ACME, FIRST_LIFE)).isEqualByComparingTo(BigDecimal.valueOf(truth));
        assertThat(appended()).isEqualByComparingTo(BigDecimal.valueOf(truth));
        assertThat(test.alarms).isEmpty();
        assertThat(test.collector(runtime(published)).collect(ACME, FIRST_LIFE)).isEqualTo(new Collected.UpToDate(0));
    }

    @Test
    void a_collector_that_dies_between_entries_and_cursor_has_done_nothing_and_the_next_does_it_once() {
        UsageCollector collector = test.collector(runtime(List.of(messages(0, 1, 5), messages(1, 1, 7))));
        test.sql.sql("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NEW; END $$;
            CREATE TRIGGER die BEFORE UPDATE ON ledger_head FOR EACH ROW EXECUTE FUNCTION die()
            """).update();
        try {
            assertThatThrownBy(() -> collector.collect(ACME, FIRST_LIFE)).isInstanceOf(RuntimeException.class);
        } finally {
            test.sql.sql("DROP TRIGGER die ON ledger_head; DROP FUNCTION die()").update();
        }
        assertThat(appended()).isZero();
        assertThat(test.ledger.cursor(ACME, FIRST_LIFE)).isEmpty();

        assertThat(collector.collect(ACME, FIRST_LIFE)).isEqualTo(new Collected.UpToDate(2));
        assertThat(appended()).isEqualByComparingTo("12");
    }

    @Test
    void collectors_at_the_same_time_append_everything_once() throws Exception {
        List<UsageRow> published = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            published.add(messages(i % 300, 1 + i / 300, 10L * (1 + i / 300)));
        }
        try (ExecutorService collectors = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                collectors.execute(() -> test.collector(runtime(published)).collect(ACME, FIRST_LIFE));
            }
        }
        test.collector(runtime(published)).collect(ACME, FIRST_LIFE);
        assertThat(metered(ACME, FIRST_LIFE)).isEqualByComparingTo("15000");
        assertThat(appended()).isEqualByComparingTo("15000");
    }

    @Test
    void entries_are_chained_from_the_first_to_the_head() {
        test.collector(runtime(List.of(messages(0, 1, 5), messages(1, 1, 7)))).collect(ACME, FIRST_LIFE);
        test.ledger.take(ACME, FIRST_LIFE, List.of(messages(0, 2, 9)), Optional.empty());
        LedgerHead head = LedgerHead.START;
        for (LedgerEntry entry : test.usage.entries(ACME, FIRST_LIFE, 0, 100)) {
            assertThat(entry.position()).isEqualTo(head.position() + 1);
            assertThat(entry.previous()).isEqualTo(head.hash());
            assertThat(entry.genuine()).isTrue();
            head = entry.head();
        }
        assertThat(head.position()).isEqualTo(3);
        assertThat(test.usage.head(ACME, FIRST_LIFE)).isEqualTo(head);
    }

    @Test
    void nobody_changes_or_removes_an_entry() {
        test.ledger.take(ACME, FIRST_LIFE, List.of(messages(0, 1, 5)), Optional.empty());
        for (String attack : List.of(
                "UPDATE ledger SET added = 4", "DELETE FROM ledger", "TRUNCATE ledger", "TRUNCATE ledger CASCADE")) {
            assertThatThrownBy(() -> test.sql.sql(attack).update())
                    .as(attack)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only ever appended to");
        }
        assertThat(appended()).isEqualByComparingTo("5");
    }

    @Test
    void a_contradiction_is_kept_out_recorded_and_alarmed_once_and_the_rest_goes_on() {
        List<UsageRow> published = List.of(
                messages(0, 2, 10), messages(0, 2, 11), messages(0, 3, 9), messages(1, 1, 7), messages(0, 3, 9));
        test.collector(runtime(published)).collect(ACME, FIRST_LIFE);
        test.ledger.take(ACME, FIRST_LIFE, published, Optional.empty());

        assertThat(metered(ACME, FIRST_LIFE)).isEqualByComparingTo("17");
        assertThat(test.alarms)
                .containsExactlyInAnyOrder(
                        "acme: one revision came with two quantities",
                        "acme: a later revision is smaller than an earlier one");
        assertThat(test.sql
                        .sql("SELECT count(*) FROM usage_contradiction")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(test.ledger.cursor(ACME, FIRST_LIFE)).isEqualTo("5");
    }

    @Test
    void hours_to_come_and_absurd_quantities_are_kept_out() {
        List<UsageRow> absurd = List.of(
                messages(24 * 25, 1, 5),
                messages(0, 1, 10_000_000_000_001L),
                row(ACME, FIRST_LIFE, MeterKey.DEVICE_HOURS, 0, 1, 10_000_001));
        test.collector(runtime(absurd)).collect(ACME, FIRST_LIFE);
        assertThat(appended()).isZero();
        assertThat(test.alarms).hasSize(3);
    }

    @Test
    void a_runtime_that_answers_for_somebody_else_is_not_believed_a_word() {
        UsageRow own = messages(0, 1, 5);
        UsageWindow ofOurs = new UsageWindow(
                ACME, FIRST_LIFE, MeterKey.MESSAGES, UsageHour.of(TestLedger.NOW.toEpochMilli()), "control-plane/x");
        List<UsageRow> lies = List.of(
                row(new TenantId("victim"), FIRST_LIFE, MeterKey.MESSAGES, 0, 1, 1_000_000),
                row(ACME, SECOND_LIFE, MeterKey.MESSAGES, 0, 1, 1_000_000),
                row(ACME, FIRST_LIFE, MeterKey.API_CALLS, 0, 1, 1_000_000),
                UsageRow.of(ofOurs, 1, 1));
        for (UsageRow lie : lies) {
            Collected collected = test.collector(runtime(List.of(own, lie))).collect(ACME, FIRST_LIFE);
            assertThat(collected).as(lie.toString()).isInstanceOf(Collected.Failed.class);
        }
        assertThat(appended()).isZero();
        assertThat(test.sql
                        .sql("SELECT count(*) FROM ledger_head WHERE tenant = 'victim'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(test.ledger.cursor(ACME, FIRST_LIFE)).isEmpty();
        assertThat(test.alarms).hasSize(4).allMatch("acme: foreign"::equals);
    }

    @Test
    void an_answer_without_a_way_on_ends_the_turn() {
        UsageSource circle =
                (_, after, _) -> new RuntimeAnswer.Known<>(new UsagePage(List.of(messages(0, 1, 5)), after));
        assertThat(test.collector(circle).collect(ACME, FIRST_LIFE)).isInstanceOf(Collected.Failed.class);
        UsageSource silent = (_, _, _) -> new RuntimeAnswer.Unavailable<>("gone", Duration.ofSeconds(5));
        assertThat(test.collector(silent).collect(ACME, FIRST_LIFE))
                .isEqualTo(new Collected.Failed("gone", Duration.ofSeconds(5)));
    }

    @Test
    void a_tenant_created_anew_starts_at_nothing() {
        test.collector(runtime(List.of(messages(0, 1, 5)))).collect(ACME, FIRST_LIFE);
        UsageRow again = row(ACME, SECOND_LIFE, MeterKey.MESSAGES, 0, 1, 2);
        test.collector(runtime(List.of(again))).collect(ACME, SECOND_LIFE);
        assertThat(metered(ACME, FIRST_LIFE)).isEqualByComparingTo("5");
        assertThat(metered(ACME, SECOND_LIFE)).isEqualByComparingTo("2");
        assertThat(test.usage.head(ACME, SECOND_LIFE).position()).isEqualTo(1);
    }

    @Test
    void a_page_that_somebody_else_has_taken_meanwhile_is_left_alone() {
        List<UsageRow> page = List.of(messages(0, 1, 5));
        Optional<CursorStep> step = Optional.of(new CursorStep("", "1"));
        assertThat(test.ledger.take(ACME, FIRST_LIFE, page, step)).isEqualTo(new Taken.Appended(1, 0));
        assertThat(test.ledger.take(ACME, FIRST_LIFE, page, step)).isEqualTo(new Taken.Overtaken());
    }

    @Test
    void counted_api_calls_are_taken_once() {
        ApiCallCollector calls = new ApiCallCollector(test.database, test.ledger);
        test.sql
                .sql("INSERT INTO api_call_hour (tenant, incarnation, hour, source, calls) VALUES"
                        + " ('acme', :life, '2026-11-20T12:00:00Z', 'control-plane/1', 3),"
                        + " ('acme', :life, '2026-11-20T12:00:00Z', 'control-plane/2', 4)")
                .param("life", FIRST_LIFE)
                .update();
        calls.collect(ACME, FIRST_LIFE);
        calls.collect(ACME, FIRST_LIFE);
        test.sql
                .sql("UPDATE api_call_hour SET calls = 5 WHERE source = 'control-plane/1'")
                .update();
        test.sql.sql("UPDATE api_call_hour SET ledgered = 0").update(); // as after dying before it was noted
        calls.collect(ACME, FIRST_LIFE);
        assertThat(appended()).isEqualByComparingTo("9");
        assertThat(test.alarms).isEmpty();
    }

    @Test
    void one_process_at_a_time_has_a_lock() {
        AdvisoryLock lock = new AdvisoryLock(test.database);
        List<String> ran = new ArrayList<>();
        lock.attempt("round", () -> {
            ran.add("first");
            new AdvisoryLock(test.database).attempt("round", () -> ran.add("second"));
            lock.attempt("other", () -> ran.add("other"));
        });
        lock.attempt("round", () -> ran.add("after"));
        assertThat(ran).containsExactly("first", "other", "after");
    }
}
