package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.wire.usage.MeterKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a tier costs.
 *
 * @param base of a whole month, in minor units
 */
public record Plan(
        @JsonProperty(required = true) String tier,
        @JsonProperty(required = true) long base,
        @JsonProperty(required = true) List<Charge> charges) {

    public Plan {
        if (!tier.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("a tier's name is lower-case letters, digits and '-': " + tier);
        }
        if (base < 0 || base > PriceStep.MOST) {
            throw new IllegalArgumentException(tier + ": base is from 0 to " + PriceStep.MOST + ", not " + base);
        }
        Set<MeterKey> meters = EnumSet.noneOf(MeterKey.class);
        for (Charge charge : charges) {
            if (!meters.add(charge.meter())) {
                throw new IllegalArgumentException(tier + " prices " + charge.meterKey() + " twice");
            }
        }
        charges = List.copyOf(charges);
    }
}
