package io.millwright.controlplane.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.json.JsonMapper;

/** The client of the runtimes; whoever composes the platform elsewhere brings a {@link RuntimeLocator} of its own. */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {

    @Bean
    @Fallback
    @Lazy
    RuntimeLocator runtimeLocator(KubernetesClient client) {
        return new ServiceRuntimeLocator(client);
    }

    @Bean
    ClientIdentity clientIdentity(KubernetesClient client, RuntimeSettings settings) {
        return new ClientIdentity(client, settings);
    }

    @Bean
    RuntimeClient runtimeClient(RuntimeLocator locator, ClientIdentity identity, RuntimeSettings settings) {
        // Of its own: what a newer runtime adds must not break this side.
        return new RuntimeClient(
                new RuntimeCalls(locator, identity, settings),
                JsonMapper.builder().build());
    }
}
