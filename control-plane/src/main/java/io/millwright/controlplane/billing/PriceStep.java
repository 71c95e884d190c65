package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A step of a graduated price.
 *
 * @param upTo where the step ends, in units above the included ones; null for the last step, which has no end
 * @param price of one unit, in minor units of the currency
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriceStep(
        @Nullable Long upTo, @JsonProperty(required = true) long price) {

    /** Far above any price; what the ledger takes at most times this is still an amount. */
    static final long MOST = 1_000_000_000L;

    public PriceStep {
        if (upTo != null && (upTo < 1 || upTo > MOST)) {
            throw new IllegalArgumentException("upTo is from 1 to " + MOST + ", not " + upTo);
        }
        if (price < 0 || price > MOST) {
            throw new IllegalArgumentException("a price is from 0 to " + MOST + ", not " + price);
        }
    }
}
