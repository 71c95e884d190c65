package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.operator.tier.Tier.BrokerShape;
import io.millwright.operator.tier.Tier.HistorianShape;
import io.millwright.operator.tier.Tier.RuntimeShape;

/** What the parts of a tenant's stack were made as; the catalog may say something else by now. */
public record Shapes(
        @JsonProperty(required = true) BrokerShape broker,
        @JsonProperty(required = true) HistorianShape historian,
        @JsonProperty(required = true) RuntimeShape runtime) {

    static Shapes of(Tier tier) {
        return new Shapes(tier.broker(), tier.historian(), tier.runtime());
    }

    /** Whether going over to that tier would leave data behind on another server. */
    boolean movesData(Tier to) {
        return broker.placement() != to.broker().placement()
                || historian.placement() != to.historian().placement()
                || runtime.placement() != to.runtime().placement();
    }
}
