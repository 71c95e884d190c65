package io.millwright.controlplane.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.metering.MeteredHour;
import io.millwright.controlplane.metering.MeteredUsage;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RatingTest {

    private static final BillingMonth NOVEMBER = BillingMonth.parse("2026-11");
    private static final PriceList PRICES = new PriceList(
            "test",
            NOVEMBER,
            Currency.getInstance("EUR"),
            List.of(
                    new Plan("free", 0, List.of(messages(1, new PriceStep(10L, 150), new PriceStep(null, 100)))),
                    new Plan(
                            "paid",
                            49_000,
                            List.of(
                                    messages(50, new PriceStep(250L, 80), new PriceStep(null, 33)),
                                    new Charge(
                                            MeterKey.DEVICE_HOURS,
                                            PricedUnit.MONTH,
                                            0,
                                            List.of(new PriceStep(null, 100)))))));

    private static Charge messages(long included, PriceStep... steps) {
        return new Charge(MeterKey.MESSAGES, PricedUnit.MILLION, included, List.of(steps));
    }

    private static MeteredHour used(MeterKey meter, long hourOfMonth, long quantity) {
        Instant hour = NOVEMBER.start().plus(Duration.ofHours(hourOfMonth));
        return new MeteredHour(meter, new UsageHour(hour), BigDecimal.valueOf(quantity));
    }

    private static RatedMonth.Rated rate(List<MeteredHour> usage, TierHistory tiers) {
        return (RatedMonth.Rated) Rating.rate(new MeteredUsage(usage), PRICES, NOVEMBER, tiers);
    }

    private static TierHistory tiers(Object... hoursAndNames) {
        List<TierChange> changes = new ArrayList<>();
        for (int i = 0; i < hoursAndNames.length; i += 2) {
            Instant from = NOVEMBER.start().plus(Duration.ofHours((Integer) hoursAndNames[i]));
            changes.add(new TierChange(new UsageHour(from), (String) hoursAndNames[i + 1]));
        }
        return new TierHistory(changes, null);
    }

    @Example
    void a_whole_month_costs_its_base_and_what_lies_above_the_included() {
        List<MeteredHour> usage =
                List.of(used(MeterKey.MESSAGES, 0, 40_000_000), used(MeterKey.MESSAGES, 719, 270_000_000));
        RatedMonth.Rated rated = rate(usage, TierHistory.constant("paid", NOVEMBER));
        BillLine messages = rated.line("paid", "messages").orElseThrow();
        assertThat(messages.included()).isEqualByComparingTo("50000000");
        assertThat(messages.steps())
                .containsExactly(
                        new LineStep(BigDecimal.valueOf(250_000_000), 80),
                        new LineStep(BigDecimal.valueOf(10_000_000), 33));
        assertThat(messages.amount()).isEqualTo(250 * 80 + 10 * 33);
        assertThat(rated.total()).isEqualTo(49_000 + 250 * 80 + 10 * 33);
    }

    @Example
    void a_device_that_ran_every_hour_of_the_month_is_one_device_month() {
        List<MeteredHour> usage = new ArrayList<>();
        for (int hour = 0; hour < 720; hour++) {
            usage.add(used(MeterKey.DEVICE_HOURS, hour, 3));
        }
        RatedMonth.Rated rated = rate(usage, TierHistory.constant("paid", NOVEMBER));
        assertThat(rated.line("paid", "device_hours").orElseThrow().amount()).isEqualTo(300);
    }

    @Example
    void half_a_minor_unit_is_rounded_up_once_per_line() {
        // 5,000 messages above the included at 100 a million are half a cent; two lines of it are two cents, not one
        MeteredHour usage = used(MeterKey.MESSAGES, 1, 11_005_000);
        assertThat(rate(List.of(usage), TierHistory.constant("free", NOVEMBER)).total())
                .isEqualTo(1_501);
        MeteredHour less = used(MeterKey.MESSAGES, 1, 11_004_999);
        assertThat(rate(List.of(less), TierHistory.constant("free", NOVEMBER)).total())
                .isEqualTo(1_500);
    }

    @Example
    void a_change_of_tier_divides_base_allowance_and_steps_by_the_hour() {
        List<MeteredHour> usage =
                List.of(used(MeterKey.MESSAGES, 239, 2_000_000), used(MeterKey.MESSAGES, 240, 40_000_000));
        RatedMonth.Rated rated = rate(usage, tiers(0, "free", 240, "paid"));
        assertThat(rated.shares()).extracting(TierShare::hours).containsExactly(240L, 480L);
        BillLine free = rated.line("free", "messages").orElseThrow();
        assertThat(free.quantity()).isEqualByComparingTo("2000000");
        assertThat(free.included()).as("a third of a million, rounded up").isEqualByComparingTo("333334");
        BillLine paid = rated.line("paid", "messages").orElseThrow();
        assertThat(paid.included()).isEqualByComparingTo("33333334");
        assertThat(rated.line("paid", BillLine.BASE).orElseThrow().amount()).isEqualTo(32_667);
    }

    @Example
    void a_tier_that_is_left_and_taken_again_is_one_share() {
        RatedMonth.Rated rated = rate(List.of(), tiers(0, "free", 100, "paid", 200, "free"));
        assertThat(rated.shares()).extracting(TierShare::tier).containsExactly("free", "paid");
        assertThat(rated.shares()).extracting(TierShare::hours).containsExactly(620L, 100L);
    }

    @Example
    void a_tenant_born_and_gone_within_the_month_pays_for_the_hours_between() {
        Instant end = NOVEMBER.start().plus(Duration.ofHours(36));
        TierHistory life = new TierHistory(tiers(12, "paid").changes(), new UsageHour(end));
        RatedMonth.Rated rated = rate(List.of(used(MeterKey.MESSAGES, 700, 5_000_000)), life);
        assertThat(rated.line("paid", BillLine.BASE).orElseThrow().quantity()).isEqualByComparingTo("24");
        assertThat(rated.line("paid", "messages").orElseThrow().quantity())
                .as("usage dated after the end is billed all the same")
                .isEqualByComparingTo("5000000");
    }

    @Example
    void a_bill_to_date_accrues_the_base_of_the_hours_that_have_begun() {
        RatedMonth.Rated rated = (RatedMonth.Rated) Rating.rate(
                new MeteredUsage(List.of(used(MeterKey.MESSAGES, 3, 50_000_000))),
                PRICES,
                NOVEMBER,
                TierHistory.constant("paid", NOVEMBER),
                NOVEMBER.start().plus(Duration.ofMinutes(60 * 71 + 1)));
        assertThat(rated.line("paid", BillLine.BASE).orElseThrow().amount()).isEqualTo(4_900);
        assertThat(rated.line("paid", "messages").orElseThrow().amount())
                .as("the month's allowance is there from the start")
                .isZero();
    }

    @Example
    void a_tier_without_a_price_is_said_and_not_guessed() {
        assertThat(Rating.rate(new MeteredUsage(List.of()), PRICES, NOVEMBER, TierHistory.constant("gold", NOVEMBER)))
                .isEqualTo(new RatedMonth.Unpriced("gold", "test"));
    }

    @Property(tries = 300)
    void only_sums_matter_not_how_usage_is_cut_into_rows(
            @ForAll @Size(max = 40) List<@LongRange(min = 0, max = 20_000_000) Long> quantities,
            @ForAll @IntRange(min = 0, max = 719) int hour,
            @ForAll @IntRange(min = 1, max = 719) int change) {
        List<MeteredHour> rows = new ArrayList<>();
        quantities.forEach(quantity -> rows.add(used(MeterKey.MESSAGES, hour, quantity)));
        long sum = quantities.stream().mapToLong(Long::longValue).sum();
        TierHistory tiers = tiers(0, "free", change, "paid");
        assertThat(rate(rows, tiers)).isEqualTo(rate(List.of(used(MeterKey.MESSAGES, hour, sum)), tiers));
    }

    @Property(tries = 300)
    void every_unit_of_usage_is_billed_in_exactly_one_line(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 719) Integer> hours,
            @ForAll @IntRange(min = 0, max = 400) int birth,
            @ForAll @IntRange(min = 1, max = 300) int until) {
        List<MeteredHour> rows = hours.stream()
                .map(hour -> used(MeterKey.MESSAGES, hour, 1_000_003))
                .toList();
        RatedMonth.Rated rated = rate(rows, tiers(birth, "free", birth + until, "paid"));
        BigDecimal billed = rated.lines().stream()
                .filter(line -> line.charge().equals("messages"))
                .map(BillLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(billed).isEqualByComparingTo(BigDecimal.valueOf(hours.size() * 1_000_003L));
        for (BillLine line : rated.lines()) {
            BigDecimal priced = line.steps().stream().map(LineStep::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal above = line.quantity().subtract(line.included()).max(BigDecimal.ZERO);
            assertThat(priced).isEqualByComparingTo(above);
        }
    }

    @Property(tries = 500)
    void graduated_prices_are_those_of_counting_one_by_one(
            @ForAll @LongRange(min = 0, max = 3_000_000_000L) long quantity) {
        RatedMonth.Rated rated =
                rate(List.of(used(MeterKey.MESSAGES, 5, quantity)), TierHistory.constant("paid", NOVEMBER));
        BigInteger above = BigInteger.valueOf(Math.max(0, quantity - 50_000_000));
        BigInteger first = above.min(BigInteger.valueOf(250_000_000));
        BigInteger micro =
                first.multiply(BigInteger.valueOf(80)).add(above.subtract(first).multiply(BigInteger.valueOf(33)));
        long expected = micro.add(BigInteger.valueOf(500_000))
                .divide(BigInteger.valueOf(1_000_000))
                .longValueExact();
        assertThat(rated.line("paid", "messages").orElseThrow().amount()).isEqualTo(expected);
    }

    @Property(tries = 200)
    void more_usage_and_more_time_never_cost_less(
            @ForAll @LongRange(min = 0, max = 400_000_000) long quantity,
            @ForAll @LongRange(min = 0, max = 400_000_000) long more,
            @ForAll @IntRange(min = 0, max = 43_000) int minute) {
        TierHistory tiers = TierHistory.constant("paid", NOVEMBER);
        Instant asOf = NOVEMBER.start().plus(Duration.ofMinutes(minute));
        long before = total(quantity, asOf, tiers);
        assertThat(total(quantity + more, asOf, tiers)).isGreaterThanOrEqualTo(before);
        assertThat(total(quantity, asOf.plusSeconds(200), tiers)).isGreaterThanOrEqualTo(before);
    }

    private static long total(long messages, Instant asOf, TierHistory tiers) {
        MeteredUsage usage = new MeteredUsage(List.of(used(MeterKey.MESSAGES, 0, messages)));
        return ((RatedMonth.Rated) Rating.rate(usage, PRICES, NOVEMBER, tiers, asOf)).total();
    }
}
