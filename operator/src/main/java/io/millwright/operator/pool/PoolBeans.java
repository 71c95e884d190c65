package io.millwright.operator.pool;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PoolBeans {

    @Bean
    PoolPlaces poolPlaces(PoolSettings settings) {
        return new PoolPlaces(settings);
    }

    @Bean
    PoolReconciler poolReconciler(
            Installation installation,
            PoolSettings settings,
            PoolPlaces places,
            PlatformKeys platform,
            LeafCertificates leaves,
            WriteCounter writes,
            MeterRegistry meters) {
        return new PoolReconciler(
                installation, settings, places, platform, leaves, writes, new PoolGauges(meters, settings));
    }
}
