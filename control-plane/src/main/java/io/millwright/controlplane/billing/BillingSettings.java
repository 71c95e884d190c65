package io.millwright.controlplane.billing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bills are made.
 *
 * @param catalog where the prices are
 * @param grace how long after its end a month waits for late data before it is closed
 * @param closingPeriod how often it is looked for months to close
 * @param statusPeriod how often it is looked for tenants whose figures have changed
 * @param statusInterval the least time between two writes of a tenant's figures into its status
 */
@ConfigurationProperties("millwright.control-plane.billing")
public record BillingSettings(
        @DefaultValue("classpath:prices.yaml") String catalog,
        @DefaultValue("48h") Duration grace,
        @DefaultValue("5m") Duration closingPeriod,
        @DefaultValue("5s") Duration statusPeriod,
        @DefaultValue("60s") Duration statusInterval) {

    public BillingSettings {
        if (grace.isNegative() || grace.compareTo(Duration.ofDays(28)) > 0) {
            throw new IllegalArgumentException("millwright.control-plane.billing.grace is from 0 to 28 days");
        }
    }
}
