package io.millwright.wire.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.TenantId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class UsageTest {

    private static final String INCARNATION = "01JDZY7A8B9CDEFGHJKMNPQRST";
    private static final UsageWindow WINDOW = new UsageWindow(
            new TenantId("acme"), INCARNATION, MeterKey.POINTS, UsageHour.of(1_735_689_600_000L), "runtime/device-1");

    private static UsageRow row(long revision, long quantity) {
        return UsageRow.of(WINDOW, revision, quantity);
    }

    @Example
    void an_id_derives_from_the_fact_alone_and_never_changes() {
        assertThat(row(1, 5).id()).isEqualTo(row(1, 7).id());
        assertThat(row(1, 5).id()).isEqualTo(UUID.fromString("b5c0d1bf-9f3d-8033-a029-fe14a8d77e16"));
        assertThat(row(1, 5).id().version()).isEqualTo(8);
        assertThat(row(1, 5).id().variant()).isEqualTo(2);
    }

    @Example
    void every_part_of_the_fact_makes_another_id() {
        Set<UUID> ids = new HashSet<>();
        for (String tenant : List.of("acme", "acm")) {
            for (String incarnation : List.of(INCARNATION, INCARNATION.replace('A', 'B'))) {
                for (MeterKey meter : MeterKey.values()) {
                    for (long hour : List.of(0L, 3_600_000L)) {
                        for (String source : List.of("a", "b")) {
                            for (long revision : List.of(1L, 2L, 12L)) {
                                UsageWindow window = new UsageWindow(
                                        new TenantId(tenant), incarnation, meter, UsageHour.of(hour), source);
                                ids.add(UsageRow.of(window, revision, 1).id());
                            }
                        }
                    }
                }
            }
        }
        assertThat(ids).hasSize(2 * 2 * MeterKey.values().length * 2 * 2 * 3);
    }

    @Property
    void the_hour_is_that_of_the_data_and_begins_on_the_hour(
            @ForAll @LongRange(min = 0, max = 253_402_300_799_999L) long ts) {
        long start = UsageHour.of(ts).start().toEpochMilli();
        assertThat(start % 3_600_000).isZero();
        assertThat(ts - start).isBetween(0L, 3_599_999L);
    }

    @Property(tries = 1_000)
    void what_the_ledger_appends_adds_up_however_revisions_come(
            @ForAll @NotEmpty @Size(max = 30) List<@LongRange(min = 0, max = 1_000_000) Long> growth,
            @ForAll Random random) {
        List<UsageRow> deliveries = new ArrayList<>();
        long quantity = 0;
        for (int i = 0; i < growth.size(); i++) {
            quantity += growth.get(i);
            deliveries.add(row(i + 1, quantity));
            deliveries.add(row(i + 1, quantity));
        }
        Collections.shuffle(deliveries, random);
        UsageRow known = null;
        BigDecimal ledger = BigDecimal.ZERO;
        Set<UUID> appended = new HashSet<>();
        for (UsageRow next : deliveries) {
            switch (UsageDifference.between(known, next)) {
                case UsageDifference.Append append -> {
                    assertThat(append.quantity()).isNotNegative();
                    assertThat(appended.add(append.row().id())).isTrue();
                    ledger = ledger.add(append.quantity());
                    known = append.row();
                }
                case UsageDifference.Known _ -> assertThat(known).isNotNull();
                case UsageDifference.Contradiction contradiction -> throw new AssertionError(contradiction);
            }
        }
        assertThat(ledger).isEqualByComparingTo(BigDecimal.valueOf(quantity));
    }

    @Example
    void a_row_that_speaks_against_the_ledger_is_not_appended() {
        assertContradiction(row(3, 10), row(3, 11));
        assertContradiction(row(3, 10), row(4, 9));
        assertContradiction(row(3, 10), row(2, 11));
        UsageWindow other =
                new UsageWindow(new TenantId("other"), INCARNATION, MeterKey.POINTS, WINDOW.hour(), WINDOW.source());
        assertThatThrownBy(() -> UsageDifference.between(row(1, 1), UsageRow.of(other, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertContradiction(@Nullable UsageRow known, UsageRow next) {
        assertThat(UsageDifference.between(known, next)).isInstanceOf(UsageDifference.Contradiction.class);
    }

    @Property
    void a_row_is_read_as_it_was_written(
            @ForAll @LongRange(min = 1) long revision,
            @ForAll @LongRange(min = 0) long unscaled,
            @ForAll MeterKey meter) {
        UsageWindow window =
                new UsageWindow(WINDOW.tenant(), INCARNATION, meter, UsageHour.of(revision >>> 22), WINDOW.source());
        UsageRow row = new UsageRow(window, revision, BigDecimal.valueOf(unscaled, (int) (revision % 12)));
        assertThat(UsageEvent.decode(UsageEvent.encode(row))).isEqualTo(new UsageEvent.Reading.Read(row));
    }

    @Property(tries = 2_000)
    void bytes_of_any_kind_are_read_or_refused(@ForAll byte[] bytes) {
        assertThat(UsageEvent.decode(bytes)).isInstanceOf(UsageEvent.Reading.Unreadable.class);
    }

    @Example
    void an_event_is_a_cloud_event() {
        assertThat(UsageEvent.encode(new UsageRow(WINDOW, 3, new BigDecimal("10.50"))))
                .asString()
                .isEqualTo("{\"specversion\":\"1.0\",\"type\":\"io.millwright.usage.v1\","
                        + "\"source\":\"urn:millwright:acme:usage:runtime/device-1\",\"id\":\""
                        + row(3, 0).id()
                        + "\",\"time\":\"2025-01-01T00:00:00Z\",\"subject\":\"acme\",\"datacontenttype\":\"application/json\","
                        + "\"data\":{\"tenant\":\"acme\",\"incarnation\":\"" + INCARNATION
                        + "\",\"meter\":\"points\",\"hour\":\"2025-01-01T00:00:00Z\",\"source\":\"runtime/device-1\","
                        + "\"revision\":3,\"quantity\":10.5}}");
    }

    @Example
    void an_event_that_was_altered_is_refused() {
        String good = new String(UsageEvent.encode(row(1, 5)), StandardCharsets.UTF_8);
        assertThat(decode(good)).isInstanceOf(UsageEvent.Reading.Read.class);
        assertThat(decode(good.replace(",\"data\"", ",\"ext\":[{}],\"data\"")))
                .isInstanceOf(UsageEvent.Reading.Read.class);
        List<String> altered = List.of(
                good.replace("\"tenant\":\"acme\"", "\"tenant\":\"other\""),
                good.replace("\"subject\":\"acme\"", "\"subject\":\"other\""),
                good.replace("\"revision\":1", "\"revision\":2"),
                good.replace("\"quantity\":5", "\"quantity\":-5"),
                good.replace("\"quantity\":5", "\"quantity\":1e999999999"),
                good.replace("\"quantity\":5", "\"quantity\":1e99999999999"),
                good.replace("\"quantity\":5", "\"quantity\":5,\"quantity\":6"),
                good.replace("\"hour\":\"2025-01-01T00:00:00Z\"", "\"hour\":\"2025-01-01T00:30:00Z\""),
                good.replace("\"hour\":\"2025-01-01T00:00:00Z\"", "\"hour\":\"never\""),
                good.replace("points", "wishes"),
                good.replace("usage.v1", "usage.v2"),
                good.replace("\"1.0\"", "\"0.3\""),
                good + "x");
        assertThat(altered).allSatisfy(text -> {
            assertThat(text).isNotEqualTo(good);
            assertThat(decode(text)).isInstanceOf(UsageEvent.Reading.Unreadable.class);
        });
    }

    private static UsageEvent.Reading decode(String text) {
        return UsageEvent.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void what_is_no_usage_cannot_be_made() {
        assertThatThrownBy(() -> row(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> row(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsageRow(WINDOW, 1, new BigDecimal("1e40")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsageHour(Instant.ofEpochSecond(1))).isInstanceOf(IllegalArgumentException.class);
        for (String source : List.of("", "a\nb", "ä", "x".repeat(129))) {
            assertThatThrownBy(
                            () -> new UsageWindow(WINDOW.tenant(), INCARNATION, MeterKey.POINTS, WINDOW.hour(), source))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new UsageWindow(WINDOW.tenant(), "1", MeterKey.POINTS, WINDOW.hour(), "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new UsageRow(WINDOW, 1, new BigDecimal("1e2"))).isEqualTo(row(1, 100));
        assertThat(MeterKey.of("storage_gb_hours")).contains(MeterKey.STORAGE_GB_HOURS);
        assertThat(MeterKey.of("POINTS")).isEmpty();
    }
}
