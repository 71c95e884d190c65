package io.millwright.controlplane.metering;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How usage is collected.
 *
 * @param period from the beginning of one round to the next
 * @param pageSize rows that a runtime is asked for at once
 * @param atOnce runtimes that are asked at the same time; each takes a connection to the database while it appends
 * @param longestWait the most that a failing runtime is left alone
 */
@ConfigurationProperties("millwright.control-plane.metering")
public record MeteringSettings(
        @DefaultValue("2s") Duration period,
        @DefaultValue("1000") int pageSize,
        @DefaultValue("4") int atOnce,
        @DefaultValue("60s") Duration longestWait) {

    public MeteringSettings {
        if (period.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("millwright.control-plane.metering.period is at least 10 ms");
        }
        if (pageSize < 1 || pageSize > 10_000) {
            throw new IllegalArgumentException("millwright.control-plane.metering.page-size is from 1 to 10000");
        }
        if (atOnce < 1 || atOnce > 100) {
            throw new IllegalArgumentException("millwright.control-plane.metering.at-once is from 1 to 100");
        }
    }
}
