package io.millwright.controlplane.streaming;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of server-sent events.
 *
 * @param perCaller streams one caller may have open; more are told 429
 * @param heartbeat after this long without an event a comment is sent, which finds clients that are gone and keys that
 *     have ended
 */
@ConfigurationProperties("millwright.control-plane.streams")
public record StreamSettings(
        @DefaultValue("50") int perCaller,
        @DefaultValue("10s") Duration heartbeat) {}
