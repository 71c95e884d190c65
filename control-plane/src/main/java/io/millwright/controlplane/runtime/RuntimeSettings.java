package io.millwright.controlplane.runtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tenant runtimes are asked.
 *
 * @param connectTimeout for the connection and its handshake
 * @param requestTimeout until the whole answer is there; a live stream only until it begins
 * @param retryAfter what callers are told when a runtime does not answer
 * @param pkiNamespace where the Secret {@code control-plane-client} lies
 * @param largestAnswer bytes of one answer; more counts as broken
 */
@ConfigurationProperties("millwright.control-plane.runtime")
public record RuntimeSettings(
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("millwright-pki") String pkiNamespace,
        @DefaultValue("16777216") int largestAnswer) {}
