package io.millwright.controlplane.billing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.metering.AdvisoryLock;
import io.millwright.controlplane.metering.Usage;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.controlplane.tenant.TierPrices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** Puts billing together. Prices that do not hold together stop the start. */
@Configuration(proxyBeanMethods = false)
class BillingConfiguration {

    @Bean
    PriceCatalog priceCatalog(BillingSettings settings, ResourceLoader resources) throws IOException {
        return PriceCatalog.parse(resources.getResource(settings.catalog()).getContentAsString(StandardCharsets.UTF_8));
    }

    @Bean
    TierHistories tierHistories(DataSource database) {
        return new TierHistories(database);
    }

    @Bean
    Invoices invoices(DataSource database) {
        return new Invoices(database);
    }

    @Bean
    Bills bills(Usage usage, TierHistories histories, Invoices invoices, PriceCatalog catalog, Clock clock) {
        return new Bills(usage, histories, invoices, catalog, clock);
    }

    @Bean
    TierPrices tierPrices(Bills bills, PriceCatalog catalog, TenantAccounts tenants, Clock clock) {
        return new TierComparison(bills, catalog, tenants, clock);
    }

    @Bean
    TierNotes tierNotes(Cluster cluster, TierHistories histories, Clock clock) {
        return new TierNotes(cluster, histories, clock);
    }

    @Bean
    Closing closing(
            DataSource database,
            TierHistories histories,
            Invoices invoices,
            Bills bills,
            ApplicationEventPublisher events,
            BillingSettings settings,
            Clock clock) {
        return new Closing(database, histories, invoices, bills, events::publishEvent, settings.grace(), clock);
    }

    @Bean
    BillingRounds billingRounds(
            AdvisoryLock lock,
            TierNotes notes,
            Closing closing,
            Cluster cluster,
            KubernetesClient kubernetes,
            Usage usage,
            Bills bills,
            BillingSettings settings,
            Clock clock) {
        return new BillingRounds(
                lock,
                notes,
                new TenantFigures(cluster, kubernetes, usage, bills, settings.statusInterval(), clock),
                closing);
    }
}
