package io.millwright.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.cluster.StreamedEvents;
import io.millwright.operator.leadership.Leadership;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the one JOSDK operator and hands it every {@link Reconciler} bean, all under the same field manager. */
@Configuration(proxyBeanMethods = false)
class OperatorConfiguration {

    /** Owner of every field the operator applies; changing it would orphan all of them. */
    static final String FIELD_MANAGER = "millwright-operator";

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    KubernetesClient kubernetesClient(KubernetesSettings settings) {
        Config found = settings.kubeconfig() == null
                ? Config.autoConfigure(null)
                : Config.fromKubeconfig(settings.kubeconfig().toFile());
        return new StreamedEvents(List.of(Tenant.class, Site.class, DeviceFleet.class))
                .client()
                .withConfig(new ConfigBuilder(found)
                        .withRequestTimeout(
                                Math.toIntExact(settings.requestTimeout().toMillis()))
                        // One retry layer is enough: JOSDK backs off per resource, this would multiply it.
                        .withRequestRetryBackoffLimit(1)
                        // Plain watches need no upgrade and pass every proxy; HTTP/2 is not everywhere either.
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    Leadership leadership() {
        return Leadership.ofProcess();
    }

    @Bean
    Operator operator(
            KubernetesClient client,
            ControllerSettings settings,
            Leadership leadership,
            MeterRegistry meters,
            List<Reconciler<?>> reconcilers) {
        Operator operator = new Operator(overrider -> configure(overrider, client, settings, leadership, meters));
        for (Reconciler<?> reconciler : reconcilers) {
            register(operator, reconciler, settings);
        }
        return operator;
    }

    @Bean
    OperatorLifecycle operatorLifecycle(Operator operator, ControllerSettings settings, Leadership leadership) {
        return new OperatorLifecycle(operator, settings.leaderElection(), leadership);
    }

    private static void configure(
            ConfigurationServiceOverrider overrider,
            KubernetesClient client,
            ControllerSettings settings,
            Leadership leadership,
            MeterRegistry meters) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(settings.threads())
                .withUseSSAToPatchPrimaryResource(true)
                .withSSABasedCreateUpdateMatchForDependentResources(true)
                // Reading only: nothing here edits what a cache answers, and a copy of every object would be most of
                // the garbage.
                .withCloneSecondaryResourcesWhenGettingFromCache(false)
                .withMetrics(MicrometerMetricsV2.newBuilder(meters).build());
        if (settings.leaderElection()) {
            overrider.withLeaderElectionConfiguration(LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                            "millwright-operator")
                    .withLeaseNamespace(settings.leaseNamespace())
                    .withLeaseDuration(settings.leaseDuration())
                    // As everywhere in Kubernetes: 15 s, 10 s, 2 s.
                    .withRenewDeadline(settings.leaseDuration().multipliedBy(2).dividedBy(3))
                    .withRetryPeriod(settings.leaseDuration().multipliedBy(2).dividedBy(15))
                    .withLeaderCallbacks(leadership.callbacks())
                    .build());
        }
    }

    private static <P extends HasMetadata> void register(
            Operator operator, Reconciler<P> reconciler, ControllerSettings settings) {
        operator.register(
                reconciler,
                (ControllerConfigurationOverrider<P> overrider) -> overrider
                        .withFieldManager(FIELD_MANAGER)
                        .withReconciliationMaxInterval(settings.resync())
                        .withRetry(new GenericRetry()
                                .setInitialInterval(settings.retryInitial())
                                .setIntervalMultiplier(2)
                                .setMaxInterval(settings.retryMaximum().toMillis())
                                .withoutMaxAttempts()));
    }
}
