package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What one price buys of a meter. */
public enum PricedUnit {
    /** A million of what the meter counts. */
    MILLION,
    /** One thing for all hours of the month: 720 device hours are a device-month in a month of 30 days. */
    MONTH;

    /** How much of the meter the unit is. */
    public long size(BillingMonth month) {
        return switch (this) {
            case MILLION -> 1_000_000;
            case MONTH -> month.hours();
        };
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
