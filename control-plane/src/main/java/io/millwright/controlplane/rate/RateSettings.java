package io.millwright.controlplane.rate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often somebody may ask; counted by this process alone, so with several of them it is as many times more.
 *
 * @param perSecond requests of one API key, or of one address where none is needed
 * @param burst of them at once
 * @param failuresPerMinute wrong keys from one address that are told 401; more are told 429, right ones never
 */
@ConfigurationProperties("millwright.control-plane.rate")
public record RateSettings(
        @DefaultValue("500") int perSecond,
        @DefaultValue("1000") int burst,
        @DefaultValue("120") int failuresPerMinute) {

    public RateSettings {
        if (perSecond < 1 || burst < 1 || failuresPerMinute < 1) {
            throw new IllegalArgumentException("millwright.control-plane.rate: every rate is at least 1");
        }
    }
}
