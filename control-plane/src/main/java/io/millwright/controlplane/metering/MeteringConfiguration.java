package io.millwright.controlplane.metering;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.tenant.TenantAccounts;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts metering together. */
@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {

    private static final int PROCESS_BYTES = 8;

    @Bean
    @ConditionalOnMissingBean
    UsageSource usageSource(RuntimeClient runtimes) {
        return runtimes::usage;
    }

    @Bean
    LedgerAlarm ledgerAlarm(AuditLog audit, Clock clock) {
        return new PlatformAlarm(audit, clock);
    }

    @Bean
    Ledger ledger(DataSource database, LedgerAlarm alarm, Clock clock) {
        return new Ledger(database, alarm, clock);
    }

    @Bean
    Usage usage(DataSource database) {
        return new Usage(database);
    }

    @Bean
    AdvisoryLock advisoryLock(DataSource database) {
        return new AdvisoryLock(database);
    }

    @Bean
    ApiCalls apiCalls(DataSource database, Cluster cluster, Clock clock) {
        byte[] process = new byte[PROCESS_BYTES];
        new SecureRandom().nextBytes(process);
        return new ApiCalls(database, cluster, clock, HexFormat.of().formatHex(process));
    }

    @Bean
    CollectionRounds collectionRounds(
            TenantAccounts tenants,
            UsageSource source,
            Ledger ledger,
            LedgerAlarm alarm,
            DataSource database,
            AdvisoryLock lock,
            MeteringSettings settings,
            Clock clock) {
        Patience patience = new Patience(settings.longestWait(), clock);
        return new CollectionRounds(
                new TenantTurns(tenants, lock, patience, settings.atOnce()),
                new UsageCollector(source, ledger, alarm, settings.pageSize()),
                new ApiCallCollector(database, ledger),
                patience);
    }
}
