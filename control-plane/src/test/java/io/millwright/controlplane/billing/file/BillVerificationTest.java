package io.millwright.controlplane.billing.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.billing.BillLine;
import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.controlplane.billing.PriceList;
import io.millwright.controlplane.billing.RatedMonth;
import io.millwright.controlplane.billing.Rating;
import io.millwright.controlplane.billing.TierChange;
import io.millwright.controlplane.billing.TierHistory;
import io.millwright.controlplane.metering.LedgerEntry;
import io.millwright.controlplane.metering.LedgerHead;
import io.millwright.controlplane.metering.MeteredHour;
import io.millwright.controlplane.metering.MeteredUsage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BillVerificationTest {

    private static final BillingMonth MONTH = BillingMonth.parse("2026-11");
    private static final TenantId ACME = new TenantId("acme");
    private static final String INCARNATION = "01JDZY7A8B9CDEFGHJKMNPQRST";
    private static final PriceCatalog CATALOG = PriceCatalog.parse("""
        versions:
        - version: "7"
          effective: 2026-01
          currency: EUR
          plans:
          - tier: free
            base: 0
            charges:
            - {meter: messages, per: million, included: 1, steps: [{upTo: 10, price: 150}, {price: 100}]}
          - tier: paid
            base: 49000
            charges:
            - {meter: messages, per: million, included: 50, steps: [{price: 80}]}
            - {meter: device_hours, per: month, steps: [{price: 100}]}
        """);
    private static final String GOOD = new String(BillText.write(file()), StandardCharsets.UTF_8);

    private static BillFile file() {
        TierHistory tiers = new TierHistory(
                List.of(
                        new TierChange(new UsageHour(MONTH.start()), "free"),
                        new TierChange(new UsageHour(MONTH.start().plus(Duration.ofDays(9))), "paid")),
                null);
        List<LedgerEntry> entries = new ArrayList<>();
        List<MeteredHour> usage = new ArrayList<>();
        LedgerHead head = LedgerHead.START;
        for (int day = 0; day < 30; day += 3) {
            for (MeterKey meter : List.of(MeterKey.MESSAGES, MeterKey.DEVICE_HOURS, MeterKey.API_CALLS)) {
                UsageHour hour = new UsageHour(MONTH.start().plus(Duration.ofHours(day * 24L + 5)));
                UsageWindow window = new UsageWindow(ACME, INCARNATION, meter, hour, "runtime");
                long half = 7_000_003L + day;
                for (int revision = 1; revision <= 2; revision++) {
                    LedgerEntry entry = LedgerEntry.after(
                            head, UsageRow.of(window, revision, revision * half), BigDecimal.valueOf(half));
                    head = entry.head();
                    entries.add(entry);
                    usage.add(new MeteredHour(meter, hour, BigDecimal.valueOf(half)));
                }
            }
        }
        PriceList prices = CATALOG.of(MONTH);
        RatedMonth.Rated rated = (RatedMonth.Rated) Rating.rate(new MeteredUsage(usage), prices, MONTH, tiers);
        return BillFile.of(ACME, INCARNATION, MONTH, MONTH.end(), tiers, rated, entries, head);
    }

    private static BillVerdict verify(String text) {
        return new BillVerification(CATALOG).verify(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(String text) {
        assertThat(text).isNotEqualTo(GOOD);
        return ((BillVerdict.DoesNotAddUp) verify(text)).sentence();
    }

    @Example
    void a_bill_as_it_was_made_adds_up() {
        assertThat(verify(GOOD)).isInstanceOfSatisfying(BillVerdict.AddsUp.class, bill -> {
            assertThat(bill.lines()).isEqualTo(5);
            assertThat(bill.entries()).isEqualTo(60);
            assertThat(bill.total().minor()).isPositive();
        });
    }

    @Property(tries = 600)
    void one_changed_digit_anywhere_is_found(
            @ForAll @IntRange(min = 0) int place, @ForAll @IntRange(min = 1, max = 9) int by) {
        int[] digits = GOOD.chars().filter(c -> c >= '0' && c <= '9').toArray();
        int chosen = place % digits.length;
        StringBuilder changed = new StringBuilder(GOOD);
        int seen = -1;
        for (int i = 0; i < changed.length(); i++) {
            char c = changed.charAt(i);
            if (c >= '0' && c <= '9' && ++seen == chosen) {
                changed.setCharAt(i, (char) ('0' + (c - '0' + by) % 10));
                break;
            }
        }
        assertThat(verify(changed.toString())).isNotInstanceOf(BillVerdict.AddsUp.class);
    }

    @Example
    void the_first_line_that_does_not_add_up_is_named() {
        String windowQuantity = "\"quantity\" : 14000006,\n    \"entries\"";
        assertThat(GOOD).contains(windowQuantity);
        assertThat(refused(GOOD.replaceFirst(windowQuantity, windowQuantity.replace("006", "007"))))
                .startsWith("Line 2 (messages, free) does not add up: the window of messages at 2026-11-01T05:00:00Z by"
                        + " runtime: it says 14000007, its entries come to 14000006");
        assertThat(refused(GOOD.replaceFirst("\"amount\" : 34300", "\"amount\" : 34299")))
                .startsWith("Line 3 (base, paid) does not add up: its amount is 34299 and comes to 34300");
        assertThat(refused(GOOD.replaceFirst("\"price\" : 80\n", "\"price\" : 81\n")))
                .startsWith("Line 4 (messages, paid)");
        String total = "\"total\" : " + file().total();
        assertThat(refused(GOOD.replaceFirst(total, total.replace(": ", ": 1"))))
                .startsWith("The total does not add up");
        assertThat(refused(GOOD.replaceFirst("\"added\" : 7000003", "\"added\" : 7000004")))
                .startsWith("Line ");
    }

    @Example
    void a_line_left_out_or_put_in_is_named() {
        BillFile file = file();
        assertThat(refused(new String(BillText.write(with(file, file.lines().subList(0, 4))), StandardCharsets.UTF_8)))
                .startsWith("Line 5 (device_hours, paid) is missing");
        List<BillLine> more = new ArrayList<>(file.lines());
        more.add(file.lines().getLast());
        assertThat(refused(new String(BillText.write(with(file, more)), StandardCharsets.UTF_8)))
                .contains("bills what no plan");
    }

    @Example
    void other_prices_under_a_published_version_are_found_even_when_everything_else_follows_from_them() {
        PriceCatalog dearer = PriceCatalog.parse("""
            versions:
            - version: "7"
              effective: 2026-01
              currency: EUR
              plans:
              - {tier: paid, base: 50000, charges: []}
            """);
        TierHistory tiers = TierHistory.constant("paid", MONTH);
        RatedMonth.Rated rated =
                (RatedMonth.Rated) Rating.rate(new MeteredUsage(List.of()), dearer.of(MONTH), MONTH, tiers);
        byte[] forged = BillText.write(
                BillFile.of(ACME, INCARNATION, MONTH, MONTH.end(), tiers, rated, List.of(), LedgerHead.START));
        assertThat(new BillVerification(dearer).verify(forged)).isInstanceOf(BillVerdict.AddsUp.class);
        assertThat(new BillVerification(CATALOG).verify(forged))
                .isEqualTo(new BillVerdict.DoesNotAddUp("The prices are not those that were published as 7."));
    }

    private static BillFile with(BillFile file, List<BillLine> lines) {
        return new BillFile(
                file.format(),
                file.tenant(),
                file.incarnation(),
                file.period(),
                file.asOf(),
                file.currency(),
                file.total(),
                lines,
                file.tiers(),
                file.prices(),
                file.usage(),
                file.windows(),
                file.ledger());
    }

    @Property(tries = 300)
    void what_is_no_bill_is_said_to_be_none(@ForAll byte[] bytes) {
        assertThat(new BillVerification(CATALOG).verify(bytes)).isInstanceOf(BillVerdict.Unreadable.class);
    }

    @Example
    void json_that_is_no_bill_is_said_to_be_none() {
        for (String text : List.of("", "{}", "[]", "null", GOOD + "x", GOOD.replace("millwright.bill.v1", "bill.v2"))) {
            assertThat(verify(text))
                    .as(text.substring(0, Math.min(9, text.length())))
                    .isInstanceOf(BillVerdict.Unreadable.class);
        }
        assertThat(verify(GOOD.replaceFirst("\\{", "{\"total\":1,"))).isInstanceOf(BillVerdict.Unreadable.class);
    }
}
