package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One version of all prices. What was published under a version never changes: a new price is a new version.
 *
 * @param effective the first month that is billed by it; a month is never billed by two
 */
public record PriceList(
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) BillingMonth effective,
        @JsonProperty(required = true) Currency currency,
        @JsonProperty(required = true) List<Plan> plans) {

    public PriceList {
        if (!version.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("a version is 1 to 64 letters, digits and . _ -, not " + version);
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " has no minor unit");
        }
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("version " + version + " has no plan");
        }
        Set<String> tiers = new HashSet<>();
        for (Plan plan : plans) {
            if (!tiers.add(plan.tier())) {
                throw new IllegalArgumentException("version " + version + " has two plans for " + plan.tier());
            }
        }
        plans = List.copyOf(plans);
    }

    public Optional<Plan> plan(String tier) {
        return plans.stream().filter(plan -> plan.tier().equals(tier)).findFirst();
    }
}
