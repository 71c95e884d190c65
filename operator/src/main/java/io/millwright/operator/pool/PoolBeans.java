package io.millwright.operator.pool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Names;
import java.util.concurrent.atomic.AtomicInteger;
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
            WriteCounter writes,
            MeterRegistry meters) {
        AtomicInteger tenants = new AtomicInteger();
        Gauge.builder("millwright.operator.pool.tenants", tenants, AtomicInteger::get)
                .tag("pool", Names.POOL_NAMESPACE)
                .description("Tenants that the pooled runtime is asked to serve, those it has no room for among them")
                .register(meters);
        Gauge.builder("millwright.operator.pool.capacity", settings, PoolSettings::tenants)
                .tag("pool", Names.POOL_NAMESPACE)
                .description("Tenants that the pooled runtime serves at most")
                .register(meters);
        return new PoolReconciler(installation, settings, platform, leaves, writes, tenants::set);
    }
}
