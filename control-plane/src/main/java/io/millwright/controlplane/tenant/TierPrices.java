package io.millwright.controlplane.tenant;

import io.millwright.wire.TenantId;
import java.util.Optional;

/** What a change of tier does to the bill; billing answers. */
public interface TierPrices {

    /** Empty when a tier has no price. */
    Optional<Difference> difference(TenantId tenant, String fromTier, String toTier);

    /**
     * Integer minor units of one currency.
     *
     * @param toDate this month's bill so far, as it is
     * @param toDateThere the same usage rated in the other tier
     */
    record Difference(String currency, long toDate, long toDateThere, long monthlyBase, long monthlyBaseThere) {}
}
