package io.millwright.operator.pool;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Size of what pooled tenants share.
 *
 * @param tenants most tenants the pooled runtime serves; a later one waits with condition RuntimeReady/PoolFull
 * @param connections most connections of all their devices together
 */
@ConfigurationProperties("millwright.operator.pool")
public record PoolSettings(
        @DefaultValue("200") int tenants,
        @DefaultValue("6000") int connections,
        @DefaultValue("2") String brokerCpu,
        @DefaultValue("4Gi") String brokerMemory,
        @DefaultValue("20") int brokerStorageGi,
        @DefaultValue("2") String runtimeCpu,
        @DefaultValue("4Gi") String runtimeMemory) {}
