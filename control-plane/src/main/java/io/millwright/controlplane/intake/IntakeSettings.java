package io.millwright.controlplane.intake;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may look like.
 *
 * @param largestBody of one request, after which it is told 413
 * @param hosts names this server answers to; empty means the loopback names if it listens on loopback, else any
 */
@ConfigurationProperties("millwright.control-plane.intake")
public record IntakeSettings(
        @DefaultValue("1MB") DataSize largestBody,
        @DefaultValue({}) List<String> hosts) {}
