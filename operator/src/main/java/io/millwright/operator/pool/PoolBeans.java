package io.millwright.operator.pool;

import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PoolBeans {

    @Bean
    PoolReconciler poolReconciler(
            Installation installation,
            PoolSettings settings,
            PlatformKeys platform,
            LeafCertificates leaves,
            WriteCounter writes) {
        return new PoolReconciler(installation, settings, platform, leaves, writes);
    }
}
