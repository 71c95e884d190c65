package io.millwright.operator.platform;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PlatformBeans {

    @Bean
    PlatformNamespace platformNamespace(KubernetesClient client) {
        return new PlatformNamespace(client);
    }

    @Bean
    PlatformReconciler platformReconciler(
            Installation installation, PlatformKeys platform, LeafCertificates leaves, WriteCounter writes) {
        return new PlatformReconciler(installation, platform, leaves, writes);
    }
}
