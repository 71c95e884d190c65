package io.millwright.operator.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pooled tenants share: shards, each with a broker and a runtime of its own, all of one size.
 *
 * @param shards most shards, 1 to 99; when all are full, a later tenant waits with PoolFull
 * @param tenants most tenants of a shard
 * @param connections most connections of all devices of a shard together
 */
@ConfigurationProperties("millwright.operator.pool")
public record PoolSettings(
        @DefaultValue("10") int shards,
        @DefaultValue("200") int tenants,
        @DefaultValue("6000") int connections,
        @DefaultValue("2") String brokerCpu,
        @DefaultValue("4Gi") String brokerMemory,
        @DefaultValue("20") int brokerStorageGi,
        @DefaultValue("2") String runtimeCpu,
        @DefaultValue("4Gi") String runtimeMemory) {

    private static final int MOST_SHARDS = 99;

    public PoolSettings {
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new IllegalArgumentException(
                    "millwright.operator.pool.shards is %d; it must be 1 to %d".formatted(shards, MOST_SHARDS));
        }
        if (tenants < 1) {
            throw new IllegalArgumentException(
                    "millwright.operator.pool.tenants is %d; it must be 1 or more".formatted(tenants));
        }
    }

    /** How many tenants all shards together take. */
    int places() {
        return shards * tenants;
    }

    /** Whether it is time for the next shard to start, so that it runs when this one is full. */
    boolean isNearlyFull(int served) {
        return served * 10L >= tenants * 9L;
    }
}
