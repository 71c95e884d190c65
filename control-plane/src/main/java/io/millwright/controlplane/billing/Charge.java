package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.wire.usage.MeterKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan asks for a meter.
 *
 * @param per what one price buys
 * @param included units of a whole month that the base price covers
 * @param steps ascending; only the last has no end
 */
public record Charge(MeterKey meter, PricedUnit per, long included, List<PriceStep> steps) {

    /** Meters of things that are there for an hour. Only these can be priced by the month. */
    private static final Set<MeterKey> HOURLY =
            EnumSet.of(MeterKey.DEVICE_HOURS, MeterKey.ACTIVE_SITES, MeterKey.STORAGE_GB_HOURS);

    public Charge {
        String name = meter.key();
        if ((per == PricedUnit.MONTH) != HOURLY.contains(meter)) {
            throw new IllegalArgumentException(name + " is not priced per " + per.key());
        }
        if (included < 0 || included > PriceStep.MOST) {
            throw new IllegalArgumentException(
                    name + ": included is from 0 to " + PriceStep.MOST + ", not " + included);
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(name + " has no price");
        }
        long below = 0;
        for (int i = 0; i < steps.size(); i++) {
            Long upTo = steps.get(i).upTo();
            boolean last = i == steps.size() - 1;
            if (last != (upTo == null)) {
                throw new IllegalArgumentException(name + ": every step but the last has upTo, and only those");
            }
            if (upTo != null && upTo <= below) {
                throw new IllegalArgumentException(name + ": upTo grows from step to step");
            }
            below = upTo == null ? below : upTo;
        }
        steps = List.copyOf(steps);
    }

    @JsonCreator
    static Charge of(
            @JsonProperty(value = "meter", required = true) String meter,
            @JsonProperty(value = "per", required = true) PricedUnit per,
            @JsonProperty("included") @Nullable Long included,
            @JsonProperty(value = "steps", required = true) List<PriceStep> steps) {
        MeterKey key =
                MeterKey.of(meter).orElseThrow(() -> new IllegalArgumentException("there is no meter called " + meter));
        return new Charge(key, per, included == null ? 0 : included, steps);
    }

    /** The meter as catalogs and bills write it. */
    @JsonProperty("meter")
    public String meterKey() {
        return meter.key();
    }
}
