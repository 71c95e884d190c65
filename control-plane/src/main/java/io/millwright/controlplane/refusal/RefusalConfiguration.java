package io.millwright.controlplane.refusal;

import io.millwright.controlplane.metering.AdvisoryLock;
import io.millwright.controlplane.metering.MeteringSettings;
import io.millwright.controlplane.metering.Patience;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.tenant.TenantAccounts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the collecting of refusals together; it has the period of metering. */
@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {

    @Bean
    RefusalRounds refusalRounds(
            TenantAccounts tenants,
            RuntimeClient runtimes,
            RefusalTrail trail,
            AdvisoryLock lock,
            MeteringSettings settings,
            Clock clock) {
        return new RefusalRounds(
                tenants,
                new RefusalCollector(runtimes::refusals, trail),
                lock,
                new Patience(settings.longestWait(), clock));
    }
}
