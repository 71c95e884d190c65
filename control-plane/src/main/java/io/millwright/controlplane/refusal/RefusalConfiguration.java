package io.millwright.controlplane.refusal;

import io.millwright.controlplane.metering.AdvisoryLock;
import io.millwright.controlplane.metering.MeteringSettings;
import io.millwright.controlplane.metering.Patience;
import io.millwright.controlplane.metering.TenantTurns;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.tenant.TenantAccounts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the collecting of refusals together; it has the period of metering. */
@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {

    /** Each takes a connection to the database while it appends; usage goes first. */
    private static final int AT_ONCE = 2;

    @Bean
    RefusalRounds refusalRounds(
            TenantAccounts tenants,
            RuntimeClient runtimes,
            RefusalTrail trail,
            AdvisoryLock lock,
            MeteringSettings settings,
            Clock clock) {
        Patience patience = new Patience(settings.longestWait(), clock);
        return new RefusalRounds(
                new TenantTurns(tenants, lock, patience, AT_ONCE),
                new RefusalCollector(runtimes::refusals, trail),
                patience);
    }
}
