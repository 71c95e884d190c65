package io.millwright.operator.tenant;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.dashboards.PooledGrafana;
import io.millwright.operator.dashboards.PooledOrganisations;
import io.millwright.operator.erasure.DeletionSettings;
import io.millwright.operator.erasure.Erasure;
import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.historian.server.HistorianDatabases;
import io.millwright.operator.leadership.Leadership;
import io.millwright.operator.pki.Issuance;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.pki.secret.TenantAuthorities;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.GrafanaSettings;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.InstallationSettings;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.pool.PoolSettings;
import io.millwright.operator.status.PhaseEvents;
import io.millwright.operator.status.StatusFactory;
import io.millwright.operator.tier.TierResolver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TenantBeans {

    @Bean
    Issuance issuance(Clock clock) {
        return Issuance.with(clock);
    }

    @Bean
    WriteCounter writeCounter(MeterRegistry meters) {
        return new WriteCounter(meters);
    }

    @Bean
    PlatformKeys platformKeys(Issuance issuance) {
        return new PlatformKeys(issuance);
    }

    @Bean
    LeafCertificates leafCertificates(Issuance issuance) {
        return new LeafCertificates(issuance);
    }

    @Bean
    HistorianAdministrator historianAdministrator() {
        return HistorianAdministrator.overJdbc();
    }

    /** Half a resync: every resync then really looks. */
    @Bean
    HistorianDatabases historianDatabases(
            HistorianAdministrator administrator,
            InstallationSettings settings,
            Installation installation,
            @Value("${millwright.operator.controller.resync:5m}") Duration resync,
            Clock clock) {
        InstallationSettings.HistorianServers.Pooled pooled =
                settings.historian().pooled();
        return new HistorianDatabases(
                administrator,
                new Credentials(pooled.username(), pooled.password()),
                installation.pooledHistorianUrl(),
                resync.dividedBy(2),
                clock);
    }

    /** As with databases: every resync really looks. */
    @Bean
    PooledOrganisations pooledOrganisations(
            GrafanaSettings settings,
            @Value("${millwright.operator.controller.resync:5m}") Duration resync,
            Clock clock) {
        List<PooledGrafana> servers = settings.enabled()
                ? settings.pooled().stream().map(PooledGrafana::of).toList()
                : List.of();
        return new PooledOrganisations(servers, resync.dividedBy(2), clock);
    }

    @Bean
    TenantReconciler tenantReconciler(
            TierResolver tiers,
            Installation installation,
            PlatformKeys platform,
            LeafCertificates leaves,
            Issuance issuance,
            HistorianDatabases databases,
            PooledOrganisations organisations,
            DeletionSettings deletion,
            PoolSettings pool,
            PoolPlaces places,
            ReconcileWatch<Tenant> watch,
            Leadership leadership,
            WriteCounter writes,
            MeterRegistry meters,
            Clock clock) {
        ConditionGauges.register(watch, meters);
        TenantMaterials materials =
                new TenantMaterials(platform, new TenantAuthorities(platform, issuance), leaves, places, clock);
        PhaseEvents events = new PhaseEvents(clock);
        TenantReporter reporter = new TenantReporter(new StatusFactory(clock), events, meters, writes);
        TenantDashboards dashboards = new TenantDashboards(organisations);
        PoolDeparture departure = new PoolDeparture(places);
        return new TenantReconciler(
                new TenantResolver(tiers, materials, installation, organisations, new PlaceInPool(places)),
                databases,
                dashboards,
                reporter,
                new TenantRemoval(
                        new TenantStandstill(installation.offers(), departure, clock),
                        dashboards,
                        materials,
                        new Erasure(deletion, databases, Contents.kinds(), clock),
                        reporter,
                        events,
                        clock),
                new TenantEventSources(tiers, installation.offers(), places),
                pool,
                places,
                new Realisation(departure),
                clock,
                watch,
                leadership,
                writes);
    }
}
