package io.millwright.controlplane.enrollment;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The enrollment origin.
 *
 * @param port of its own HTTPS server; 0 for any free one; without a port there is no such server
 * @param address it listens on
 * @param publicOrigin how devices reach it, {@code https://host[:port]}; without it the address and port it listens on
 * @param grace how long after its end a certificate still renews itself, for a device that was switched off
 * @param waitingRetry what a device that waits for a person is told to wait
 * @param notReadyRetry what a device is told to wait while something of ours is not ready
 * @param attemptsPerMinute requests of one address, spread evenly after the first of them
 */
@ConfigurationProperties("millwright.control-plane.enrollment")
public record EnrollmentSettings(
        @Nullable Integer port,
        @DefaultValue("127.0.0.1") InetAddress address,
        @Nullable URI publicOrigin,
        @DefaultValue("90d") Duration grace,
        @DefaultValue("10s") Duration waitingRetry,
        @DefaultValue("5s") Duration notReadyRetry,
        @DefaultValue("600") int attemptsPerMinute) {

    public EnrollmentSettings {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new IllegalArgumentException("millwright.control-plane.enrollment.port is 0 to 65535");
        }
        if (attemptsPerMinute < 1) {
            throw new IllegalArgumentException("millwright.control-plane.enrollment.attempts-per-minute is at least 1");
        }
    }
}
