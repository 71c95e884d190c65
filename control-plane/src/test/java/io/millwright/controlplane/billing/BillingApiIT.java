package io.millwright.controlplane.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.billing.file.BillVerdict;
import io.millwright.controlplane.billing.file.BillVerification;
import io.millwright.controlplane.metering.Ledger;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantUsage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageEvent;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Usage and bills as a customer sees them, and as another customer must not. */
class BillingApiIT extends ControlPlaneIT {

    private static final TenantId PAYER = new TenantId("payer");
    private static final TenantId THIEF = new TenantId("thief");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @BeforeAll
    static void a_customer_with_usage_and_another() {
        tenant(PAYER.value());
        tenant(THIEF.value());
        platform()
                .bean(Ledger.class)
                .take(PAYER, incarnation(PAYER), List.of(row(1, 3_000_000), row(2, 5_000_000)), Optional.empty());
        await().atMost(PATIENCE)
                .until(() -> platform()
                        .bean(TierHistories.class)
                        .find(PAYER, incarnation(PAYER))
                        .isPresent());
    }

    /** Waits for it: the account learns of the life first, and of its incarnation from the next change. */
    private static String incarnation(TenantId tenant) {
        return await().atMost(PATIENCE)
                .until(() -> incarnationOf(tenant), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<String> incarnationOf(TenantId tenant) {
        return platform()
                .bean(TenantAccounts.class)
                .living(tenant)
                .flatMap(account -> Optional.ofNullable(account.incarnation()));
    }

    private static UsageRow row(long revision, long quantity) {
        return UsageRow.of(
                new UsageWindow(PAYER, incarnation(PAYER), MeterKey.MESSAGES, new UsageHour(HOUR), "runtime"),
                revision,
                quantity);
    }

    private static String path(String rest) {
        return "/api/v1/tenants/" + PAYER + rest;
    }

    @Test
    void usage_is_summed_exactly_in_the_asked_span_and_grain() {
        JsonNode answer = keyOf(PAYER)
                .get(path("/usage?meter=messages&granularity=hour&from=" + HOUR + "&to=" + HOUR.plusSeconds(3_600)))
                .body();
        assertThat(answer.path("usage")).hasSize(1);
        assertThat(answer.path("usage").path(0).path("quantity").decimalValue()).isEqualByComparingTo("5000000");
        assertThat(answer.path("usage").path(0).path("from").asString()).isEqualTo(HOUR.toString());
        JsonNode total = keyOf(PAYER).get(path("/usage?meter=active_sites")).body();
        assertThat(total.path("usage").path(0).path("quantity").isNumber()).isTrue();
        assertThat(total.path("usage").path(0).path("quantity").decimalValue()).isZero();
        JsonNode earlier = keyOf(PAYER)
                .get(path("/usage?meter=messages&granularity=day&from=2020-01-01T00:00:00Z&to=" + HOUR))
                .body();
        assertThat(earlier.path("usage")).isEmpty();
    }

    @Test
    void everything_that_is_wrong_with_a_question_is_said_at_once() {
        ApiClient.Answer answer =
                keyOf(PAYER).get(path("/usage?from=yesterday&to=2026-13-01&meter=wishes&granularity=week"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("from", "to", "meter", "granularity");
        for (String bad : List.of(
                "/usage?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z",
                "/usage?granularity=hour&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/usage?from=-999999999-01-01T00:00:00Z",
                "/usage/events?limit=0",
                "/bill?period=2026-99",
                "/bill?period=-99999-01",
                "/bill/simulate?tier=gold",
                "/bill/simulate",
                "/invoices?limit=0",
                "/invoices?cursor=zzz")) {
            assertThat(keyOf(PAYER).get(path(bad)).status()).as(bad).isEqualTo(400);
        }
        assertThat(keyOf(PAYER).get(path("/invoices/1999-01")).status()).isIn(400, 404);
    }

    @Test
    void events_are_cloud_events_whose_quantities_add_up_page_by_page() {
        BigDecimal sum = BigDecimal.ZERO;
        List<String> ids = new ArrayList<>();
        UsageWindow points =
                new UsageWindow(PAYER, incarnation(PAYER), MeterKey.POINTS, new UsageHour(HOUR), "runtime");
        platform()
                .bean(Ledger.class)
                .take(PAYER, incarnation(PAYER), List.of(UsageRow.of(points, 1, 9)), Optional.empty());
        String cursor = "0";
        for (int page = 0; page < 100 && !cursor.isEmpty(); page++) {
            ApiClient.Answer answer = administrator().get(path("/usage/events?limit=1&cursor=" + cursor));
            assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
            for (String line : answer.response().body().lines().toList()) {
                UsageEvent.Reading reading = UsageEvent.decode(line.getBytes(StandardCharsets.UTF_8));
                assertThat(reading).isInstanceOf(UsageEvent.Reading.Read.class);
                UsageRow row = ((UsageEvent.Reading.Read) reading).row();
                ids.add(row.id().toString());
                if (row.window().meter() == MeterKey.MESSAGES) {
                    sum = sum.add(row.quantity());
                }
            }
            cursor = answer.header("X-Next-Cursor");
        }
        assertThat(sum).isEqualByComparingTo("5000000");
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_bill_has_its_lines_each_with_its_proof() {
        JsonNode bill = keyOf(PAYER).get(path("/bill")).body();
        assertThat(bill.path("currency").asString()).isEqualTo("EUR");
        assertThat(bill.path("total").isIntegralNumber()).isTrue();
        JsonNode messages = bill.path("lines").path(1);
        assertThat(messages.path("charge").asString()).isEqualTo("messages");
        JsonNode again = keyOf(PAYER)
                .get(messages.path("proof").path("usage").path(0).asString())
                .body();
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode hour : again.path("usage")) {
            sum = sum.add(hour.path("quantity").decimalValue());
        }
        assertThat(sum)
                .as("the link re-adds the line, or a later revision of it")
                .isGreaterThanOrEqualTo(messages.path("quantity").decimalValue());
        long lines = 0;
        for (JsonNode line : bill.path("lines")) {
            lines += line.path("amount").longValue();
        }
        assertThat(bill.path("total").longValue()).isEqualTo(lines);
    }

    @Test
    void the_bill_file_that_the_platform_hands_out_adds_up_offline() {
        ApiClient.Answer file = keyOf(PAYER).get(path("/bill/file"));
        byte[] bytes = file.response().body().getBytes(StandardCharsets.UTF_8);
        assertThat(new BillVerification(platform().bean(PriceCatalog.class)).verify(bytes))
                .isInstanceOf(BillVerdict.AddsUp.class);
    }

    @Test
    void a_simulation_says_what_another_tier_would_cost() {
        JsonNode simulation =
                keyOf(PAYER).get(path("/bill/simulate?tier=enterprise")).body();
        assertThat(simulation.path("tier").asString()).isEqualTo("enterprise");
        assertThat(simulation.path("difference").longValue())
                .isEqualTo(simulation.path("total").longValue()
                        - simulation.path("present").longValue());
        JsonNode plan = keyOf(PAYER).get(path("/plan?tier=enterprise")).body().path("bill");
        assertThat(plan.path("monthlyBaseThere").longValue()).isEqualTo(490_000);
        assertThat(plan.path("toDateThere").longValue())
                .isEqualTo(simulation.path("total").longValue());
    }

    @Test
    void plans_are_for_sale_in_minor_units() {
        JsonNode plans = keyOf(THIEF).get("/api/v1/plans").body();
        assertThat(plans.path("plans"))
                .extracting(plan -> plan.path("base").longValue())
                .containsExactly(0L, 49_000L, 490_000L);
    }

    @Test
    void another_tenants_books_cannot_be_told_from_absent_ones() {
        for (String rest : List.of(
                "/usage",
                "/usage/devices",
                "/usage/devices/device-bremen",
                "/usage/events",
                "/usage/events?cursor=1",
                "/usage/reconciliation",
                "/bill",
                "/bill/file",
                "/bill/simulate?tier=starter",
                "/invoices",
                "/invoices/2026-01")) {
            ApiClient.Answer foreign = keyOf(THIEF).get(path(rest));
            ApiClient.Answer absent = keyOf(THIEF).get("/api/v1/tenants/nobody" + rest);
            assertThat(foreign.status()).as(rest).isEqualTo(404);
            assertThat(foreign.response().body())
                    .as(rest)
                    .isEqualTo(absent.response().body().replace("nobody", PAYER.value()));
            assertThat(anonymous().get(path(rest)).status()).as(rest).isEqualTo(401);
        }
        assertThat(keyOf(THIEF)
                        .get("/api/v1/tenants/" + THIEF + "/usage/events")
                        .response()
                        .body())
                .doesNotContain(PAYER.value());
    }

    @Test
    void calls_by_a_tenants_keys_are_counted_for_it_and_those_that_were_refused_or_the_administrators_are_not() {
        TenantId caller = tenant("caller");
        ApiClient key = keyOf(caller);
        for (int i = 0; i < 5; i++) {
            key.get("/api/v1/tenants/" + caller + "/bill");
            keyOf(THIEF).get("/api/v1/tenants/" + caller + "/bill");
            administrator().get("/api/v1/tenants/" + caller + "/bill");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(apiCalls(caller)).isEqualByComparingTo("5"));
    }

    private static BigDecimal apiCalls(TenantId tenant) {
        return administrator()
                .get("/api/v1/tenants/" + tenant + "/usage?meter=api_calls")
                .body()
                .path("usage")
                .path(0)
                .path("quantity")
                .decimalValue();
    }

    @Test
    void figures_stand_in_the_status_under_our_own_name_and_the_operators_fields_stay() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Tenant tenant = platform()
                    .kubernetes()
                    .resources(Tenant.class)
                    .withName(PAYER.value())
                    .get();
            TenantUsage usage = tenant.getStatus().getUsage();
            assertThat(usage).isNotNull();
            assertThat(usage.getBillToDate()).startsWith("EUR ");
            assertThat(usage.getMessagesToday()).isGreaterThanOrEqualTo(5_000_000L);
            assertThat(tenant.getStatus().getIncarnation()).isEqualTo(incarnation(PAYER));
            assertThat(tenant.getMetadata().getManagedFields())
                    .filteredOn(fields -> "millwright-control-plane".equals(fields.getManager()))
                    .anySatisfy(fields -> assertThat(fields.getSubresource()).isEqualTo("status"));
        });
    }

    @Test
    void a_tenant_that_is_gone_ends_and_one_of_the_same_name_owes_nothing_of_it() {
        TenantId name = tenant("phoenix");
        String first = incarnation(name);
        platform()
                .bean(Ledger.class)
                .take(
                        name,
                        first,
                        List.of(UsageRow.of(
                                new UsageWindow(name, first, MeterKey.MESSAGES, new UsageHour(HOUR), "runtime"),
                                1,
                                900_000_000)),
                        Optional.empty());
        await().atMost(PATIENCE).until(() -> history(name, first).isPresent());
        platform().kubernetes().resources(Tenant.class).withName(name.value()).delete();
        await().atMost(PATIENCE).until(() -> history(name, first).orElseThrow().end() != null);

        tenant(name.value());
        await().atMost(PATIENCE)
                .until(() ->
                        incarnationOf(name).filter(life -> !life.equals(first)).isPresent());
        JsonNode usage = administrator()
                .get("/api/v1/tenants/" + name + "/usage?meter=messages")
                .body();
        assertThat(usage.path("usage").path(0).path("quantity").decimalValue()).isZero();
        assertThat(administrator()
                        .get("/api/v1/tenants/" + name + "/bill")
                        .body()
                        .path("total")
                        .longValue())
                .isZero();
    }

    private static Optional<TierHistory> history(TenantId name, String incarnation) {
        return platform().bean(TierHistories.class).find(name, incarnation);
    }
}
