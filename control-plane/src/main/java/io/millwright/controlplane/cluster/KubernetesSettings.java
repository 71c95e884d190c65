package io.millwright.controlplane.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which API server holds the custom resources.
 *
 * @param kubeconfig a kubeconfig file; without it the usual places (service account, {@code KUBECONFIG}, home)
 * @param requestTimeout after this long a call counts as failed, and the caller is told 503
 */
@ConfigurationProperties("millwright.control-plane.kubernetes")
public record KubernetesSettings(
        @Nullable Path kubeconfig, @DefaultValue("10s") Duration requestTimeout) {}
