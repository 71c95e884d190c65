package io.millwright.controlplane.billing;

import java.math.BigDecimal;
import java.util.Currency;

/** An amount in whole minor units of its currency. */
public record Money(Currency currency, long minor) {

    /** Such as {@code EUR 41.20}. */
    @Override
    public String toString() {
        return currency.getCurrencyCode() + " "
                + BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }
}
