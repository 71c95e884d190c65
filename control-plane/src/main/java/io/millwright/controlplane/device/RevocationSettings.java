package io.millwright.controlplane.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How revocations reach brokers.
 *
 * @param poll how often those that are due are looked for
 * @param repeat after this long a broker is told again, because it may have lost its disk
 */
@ConfigurationProperties("millwright.control-plane.revocation")
public record RevocationSettings(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("6h") Duration repeat) {}
