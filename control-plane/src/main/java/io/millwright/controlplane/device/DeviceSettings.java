package io.millwright.controlplane.device;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What devices are held to where their tenant's resource is silent.
 *
 * @param limitOfTier devices of a tenant by the name of its tier, as the operator's catalog has it; a tier that is not named
 *     has no limit of its own
 * @param overlap how long the old certificate of a renewed device is still good
 */
@ConfigurationProperties("millwright.control-plane.devices")
public record DeviceSettings(
        @Nullable Map<String, Integer> limitOfTier,
        @DefaultValue("24h") Duration overlap) {

    public DeviceSettings {
        limitOfTier = limitOfTier == null
                ? Map.of("starter", 25, "professional", 500, "enterprise", 10_000)
                : Map.copyOf(limitOfTier);
    }

    int limitOf(String tier) {
        return java.util.Objects.requireNonNull(limitOfTier).getOrDefault(tier, Integer.MAX_VALUE);
    }
}
