package io.millwright.controlplane.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.billing.file.BillFiles;
import io.millwright.controlplane.billing.file.BillVerdict;
import io.millwright.controlplane.billing.file.BillVerification;
import io.millwright.controlplane.metering.TestLedger;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageRow;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

class ClosingIT {

    private static final BillingMonth OCTOBER = BillingMonth.parse("2026-10");
    private static final BillingMonth NOVEMBER = BillingMonth.parse("2026-11");
    private static final Life LIFE = new Life(TestLedger.ACME, TestLedger.FIRST_LIFE);
    private static final Duration GRACE = Duration.ofHours(48);
    private static final PriceCatalog CATALOG = PriceCatalog.parse(PriceCatalogTest.shipped());
    private static final Instant CLOSABLE = NOVEMBER.end().plus(GRACE);

    private static TestLedger test;

    private final List<InvoiceClosed> told = Collections.synchronizedList(new ArrayList<>());

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
        histories().ran(LIFE.tenant(), LIFE.incarnation(), "professional", NOVEMBER.start(), NOVEMBER.start());
    }

    private static TierHistories histories() {
        return new TierHistories(test.database);
    }

    private static Invoices invoices() {
        return new Invoices(test.database);
    }

    private static Bills bills(Instant now) {
        return new Bills(test.usage, histories(), invoices(), CATALOG, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Closing closing(Instant now) {
        return new Closing(
                test.database, histories(), invoices(), bills(now), told::add, GRACE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void used(MeterKey meter, long hour, long revision, long quantity) {
        UsageRow row = TestLedger.row(TestLedger.ACME, TestLedger.FIRST_LIFE, meter, hour, revision, quantity);
        test.ledger.take(TestLedger.ACME, TestLedger.FIRST_LIFE, List.of(row), Optional.empty());
    }

    private static List<Invoices.Summary> all() {
        return invoices().list(LIFE, Optional.empty(), 100);
    }

    @Test
    void a_month_is_closed_when_its_grace_is_over_and_not_before() {
        used(MeterKey.MESSAGES, 3, 1, 60_000_000);
        closing(CLOSABLE.minusSeconds(1)).closeAllTenants();
        assertThat(all()).isEmpty();

        closing(CLOSABLE).closeAllTenants();
        closing(CLOSABLE.plusSeconds(60)).closeAllTenants();

        assertThat(all()).singleElement().satisfies(invoice -> {
            assertThat(invoice.number()).isEqualTo("acme-kmnpqrst-2026-11");
            assertThat(invoice.period()).isEqualTo(NOVEMBER);
            assertThat(invoice.total().toString()).isEqualTo("EUR 498.00");
        });
        assertThat(told)
                .extracting(InvoiceClosed::total)
                .extracting(Money::minor)
                .containsExactly(49_800L);
    }

    @Test
    void two_that_close_at_once_make_one_invoice() {
        used(MeterKey.MESSAGES, 3, 1, 60_000_000);
        try (ExecutorService both = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                both.execute(() -> closing(CLOSABLE).closeAllTenants());
            }
        }
        assertThat(all()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void usage_that_comes_after_the_close_is_a_correction_on_the_next_invoice_and_invoices_stay_as_they_were() {
        used(MeterKey.MESSAGES, 3, 1, 60_000_000);
        closing(CLOSABLE).closeAllTenants();
        String november = invoices().document(LIFE, NOVEMBER).orElseThrow();

        used(MeterKey.MESSAGES, 3, 2, 75_000_000);
        Bill toDate = bills(CLOSABLE).toDate(LIFE).orProblem();
        assertThat(toDate.corrections())
                .containsExactly(new Correction(NOVEMBER, "professional", "messages", 800, 2_000));
        closing(NOVEMBER.next().end().plus(GRACE)).closeAllTenants();

        assertThat(all())
                .extracting(Invoices.Summary::total)
                .extracting(Money::minor)
                .containsExactly(50_200L, 49_800L);
        assertThat(invoices().document(LIFE, NOVEMBER)).contains(november);
        closing(NOVEMBER.next().next().end().plus(GRACE)).closeAllTenants();
        assertThat(all().getFirst().total().minor()).as("corrected once").isEqualTo(49_000);
    }

    @Test
    void months_that_were_missed_are_closed_in_order() {
        used(MeterKey.MESSAGES, 3, 1, 60_000_000);
        closing(NOVEMBER.next().next().end().plus(GRACE)).closeAllTenants();
        assertThat(told)
                .extracting(closed -> closed.period().toString())
                .containsExactly("2026-11", "2026-12", "2027-01");
    }

    @Test
    void usage_dated_before_the_first_month_is_on_the_first_invoice() {
        used(MeterKey.MESSAGES, -5, 1, 2_000_000);
        closing(CLOSABLE).closeAllTenants();
        assertThat(told).hasSize(1);
        assertThat(invoices().document(LIFE, NOVEMBER).orElseThrow())
                .contains("\"corrections\":[{\"period\":\"" + OCTOBER
                        + "\",\"tier\":\"professional\",\"charge\":\"messages\"");
    }

    @Test
    void a_tenant_that_ended_pays_its_last_hours_and_later_only_what_was_late() {
        histories().ended(LIFE.tenant(), LIFE.incarnation(), NOVEMBER.start().plus(Duration.ofMinutes(72 * 60 - 1)));
        closing(CLOSABLE).closeAllTenants();
        assertThat(all()).extracting(invoice -> invoice.total().minor()).containsExactly(4_900L);
        Instant later = BillingMonth.parse("2027-05").end().plus(GRACE);
        closing(later).closeAllTenants();
        assertThat(all()).as("nothing to bill, no invoice").hasSize(1);

        used(MeterKey.MESSAGES, 3, 1, 60_000_000);
        closing(later).closeAllTenants();
        closing(later.plus(Duration.ofDays(90))).closeAllTenants();

        assertThat(all()).extracting(invoice -> invoice.period().toString()).containsExactly("2027-05", "2026-11");
        assertThat(all().getFirst().total().minor()).isEqualTo(25 * 80 + 30 * 60);
    }

    @Test
    void a_tier_without_a_price_keeps_its_month_open() {
        histories()
                .ran(
                        LIFE.tenant(),
                        LIFE.incarnation(),
                        "gold",
                        NOVEMBER.start(),
                        NOVEMBER.start().plusSeconds(7_200));
        closing(CLOSABLE).closeAllTenants();
        assertThat(all()).isEmpty();
        assertThat(bills(CLOSABLE).of(LIFE, NOVEMBER)).isInstanceOf(Drawing.Unpriced.class);
    }

    @Test
    void dying_while_a_month_is_closed_leaves_it_open_and_the_next_closes_it_once() {
        test.sql.sql("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NEW; END $$;
            CREATE TRIGGER die BEFORE INSERT ON invoiced_amount FOR EACH ROW EXECUTE FUNCTION die()
            """).update();
        try {
            assertThatThrownBy(() -> closing(CLOSABLE).close(LIFE)).isInstanceOf(RuntimeException.class);
        } finally {
            test.sql
                    .sql("DROP TRIGGER die ON invoiced_amount; DROP FUNCTION die()")
                    .update();
        }
        assertThat(all()).isEmpty();
        closing(CLOSABLE).closeAllTenants();
        assertThat(all()).hasSize(1);
    }

    @Test
    void nobody_changes_or_removes_an_invoice() {
        closing(CLOSABLE).closeAllTenants();
        for (String attack : List.of(
                "UPDATE invoice SET total = 0",
                "DELETE FROM invoice",
                "DELETE FROM invoiced_amount",
                "UPDATE invoiced_amount SET amount = 0",
                "TRUNCATE invoice CASCADE")) {
            assertThatThrownBy(() -> test.sql.sql(attack).update())
                    .as(attack)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("only ever appended to");
        }
        Bill bill = bills(CLOSABLE).of(LIFE, NOVEMBER).orProblem();
        assertThatThrownBy(() -> invoices().add(LIFE, "another", bill, CLOSABLE, "{}"))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void a_bill_file_of_the_platform_adds_up() {
        histories()
                .ran(
                        LIFE.tenant(),
                        LIFE.incarnation(),
                        "starter",
                        NOVEMBER.start(),
                        NOVEMBER.start().plusSeconds(864_000));
        for (int hour = 0; hour < 48; hour++) {
            used(MeterKey.MESSAGES, hour * 7L, 1, 900_001);
            used(MeterKey.MESSAGES, hour * 7L, 2, 1_800_003);
            used(MeterKey.DEVICE_HOURS, hour * 7L, 1, 12);
            used(MeterKey.MESSAGES, -hour - 1L, 1, 100); // of another month, in the same chain
        }
        Instant now = NOVEMBER.start().plus(Duration.ofDays(20));
        BillFiles files = new BillFiles(test.database, bills(now), test.usage, histories());
        byte[] file = files.of(LIFE, NOVEMBER).orElseThrow();
        assertThat(new BillVerification(CATALOG).verify(file))
                .isInstanceOfSatisfying(BillVerdict.AddsUp.class, bill -> {
                    assertThat(bill.total())
                            .isEqualTo(bills(now).of(LIFE, NOVEMBER).orProblem().total());
                    assertThat(bill.entries()).isEqualTo(144);
                });
        assertThat(files.of(new Life(TestLedger.ACME, TestLedger.SECOND_LIFE), NOVEMBER))
                .isEmpty();
    }

    @Test
    void a_simulation_is_the_same_usage_in_another_tier() {
        used(MeterKey.MESSAGES, 3, 1, 61_000_000);
        Instant now = NOVEMBER.start().plus(Duration.ofDays(3));
        Bill starter = bills(now).simulate(LIFE, NOVEMBER, "starter").orProblem();
        assertThat(starter.total().minor()).isEqualTo(10 * 150 + 50 * 120);
        assertThat(bills(now).of(LIFE, NOVEMBER).orProblem().total().minor()).isEqualTo(4_900 + 11 * 80);
    }

    @Test
    void tiers_are_noted_once_an_hour_and_never_after_the_end() {
        Instant change = NOVEMBER.start().plus(Duration.ofMinutes(90));
        histories().ran(LIFE.tenant(), LIFE.incarnation(), "starter", NOVEMBER.start(), change);
        histories().ran(LIFE.tenant(), LIFE.incarnation(), "enterprise", NOVEMBER.start(), change.plusSeconds(60));
        histories().ran(LIFE.tenant(), LIFE.incarnation(), "enterprise", NOVEMBER.start(), change.plusSeconds(7_200));
        histories().ended(LIFE.tenant(), LIFE.incarnation(), change.plusSeconds(9_000));
        histories().ended(LIFE.tenant(), LIFE.incarnation(), change.plusSeconds(99_000));
        histories().ran(LIFE.tenant(), LIFE.incarnation(), "starter", NOVEMBER.start(), change.plusSeconds(9_000));
        TierHistory history =
                histories().find(LIFE.tenant(), LIFE.incarnation()).orElseThrow();
        assertThat(history.changes()).extracting(TierChange::tier).containsExactly("professional", "enterprise");
        assertThat(history.changes().getLast().from().toString()).isEqualTo("2026-11-01T01:00:00Z");
        assertThat(String.valueOf(history.end())).isEqualTo("2026-11-01T05:00:00Z");
    }
}
