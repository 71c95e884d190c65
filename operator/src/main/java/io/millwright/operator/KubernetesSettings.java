package io.millwright.operator;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which API server is driven, and how patiently.
 *
 * @param kubeconfig a kubeconfig file; without it the usual places (service account, {@code KUBECONFIG}, home)
 * @param requestTimeout after this long a call counts as failed and its tenant is retried with back-off
 */
@ConfigurationProperties("millwright.operator.kubernetes")
public record KubernetesSettings(
        @Nullable Path kubeconfig, @DefaultValue("20s") Duration requestTimeout) {}
