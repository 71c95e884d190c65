package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** The one client of the Kubernetes API. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    @Fallback
    KubernetesClient kubernetesClient(KubernetesSettings settings) {
        Config found = settings.kubeconfig() == null
                ? Config.autoConfigure(null)
                : Config.fromKubeconfig(settings.kubeconfig().toFile());
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(found)
                        .withRequestTimeout(
                                Math.toIntExact(settings.requestTimeout().toMillis()))
                        // A caller waits for the answer: it is told to come again instead.
                        .withRequestRetryBackoffLimit(1)
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }
}
