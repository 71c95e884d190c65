package io.millwright.controlplane.device;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How configurations are rolled out.
 *
 * @param poll how often each tenant's devices are looked at
 * @param answerWithin a device that was online and has said nothing for this long counts as failed
 * @param statusEvery a fleet's status is written at most this often
 */
@ConfigurationProperties("millwright.control-plane.rollout")
public record RolloutSettings(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("5m") Duration answerWithin,
        @DefaultValue("60s") Duration statusEvery) {}
