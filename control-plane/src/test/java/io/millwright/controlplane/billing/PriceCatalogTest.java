package io.millwright.controlplane.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PriceCatalogTest {

    private static final String GOOD = """
        versions:
        - version: "1"
          effective: 2026-01
          currency: EUR
          plans:
          - tier: free
            base: 0
            charges:
            - {meter: messages, per: million, included: 1, steps: [{upTo: 10, price: 150}, {price: 100}]}
        - version: "2"
          effective: 2026-07
          currency: EUR
          plans:
          - {tier: free, base: 5, charges: []}
        """;

    static String shipped() {
        try (InputStream file = PriceCatalog.class.getResourceAsStream("/prices.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_shipped_prices_are_those_of_the_contract() {
        PriceList prices = PriceCatalog.parse(shipped()).of(BillingMonth.parse("2026-11"));
        assertThat(prices.currency().getCurrencyCode()).isEqualTo("EUR");
        Map<String, List<Long>> baseAndIncluded = Map.of(
                "starter",
                List.of(0L, 1L),
                "professional",
                List.of(49_000L, 50L),
                "enterprise",
                List.of(490_000L, 1_000L));
        assertThat(prices.plans()).hasSize(3).allSatisfy(plan -> {
            Charge messages = plan.charges().getFirst();
            assertThat(messages.meterKey()).isEqualTo("messages");
            assertThat(messages.per()).isEqualTo(PricedUnit.MILLION);
            assertThat(List.of(plan.base(), messages.included())).isEqualTo(baseAndIncluded.get(plan.tier()));
            assertThat(plan.charges())
                    .extracting(Charge::meterKey)
                    .containsExactly("messages", "points", "device_hours", "storage_gb_hours");
        });
    }

    @Test
    void a_month_is_billed_by_the_newest_version_that_is_effective_in_it() {
        PriceCatalog catalog = PriceCatalog.parse(GOOD);
        assertThat(catalog.of(BillingMonth.parse("2026-06")).version()).isEqualTo("1");
        assertThat(catalog.of(BillingMonth.parse("2026-07")).version()).isEqualTo("2");
        assertThat(catalog.of(BillingMonth.parse("2025-01")).version())
                .as("before all versions")
                .isEqualTo("1");
    }

    @Test
    void a_catalog_that_does_not_hold_together_is_refused_with_a_sentence() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry(GOOD.replace("messages", "wishes"), "no meter called wishes"),
                Map.entry(GOOD.replace("per: million", "per: month"), "messages is not priced per month"),
                Map.entry(GOOD.replace("price: 150", "price: -1"), "a price is from 0"),
                Map.entry(GOOD.replace("price: 150", "price: 1.5"), "price catalog is not valid"),
                Map.entry(GOOD.replace("upTo: 10, ", ""), "every step but the last has upTo"),
                Map.entry(GOOD.replace("{price: 100}", "{upTo: 10, price: 100}, {price: 1}"), "upTo grows"),
                Map.entry(GOOD.replace("base: 5", "base: 5, bonus: 1"), "bonus"),
                Map.entry(GOOD.replace("base: 5, ", ""), "base"),
                Map.entry(GOOD.replace("\"2\"", "\"1\""), "version 1 twice"),
                Map.entry(GOOD.replace("2026-07", "2026-01"), "not effective after"),
                Map.entry(GOOD.replace("EUR", "DOUBLOON"), "price catalog is not valid"),
                Map.entry("versions: []", "no version"),
                Map.entry("", "the price catalog"));
        wrong.forEach((yaml, sentence) -> assertThatThrownBy(() -> PriceCatalog.parse(yaml))
                .as(sentence)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence));
    }
}
