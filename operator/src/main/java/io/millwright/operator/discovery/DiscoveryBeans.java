package io.millwright.operator.discovery;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.operator.plan.BackupSettings;
import io.millwright.operator.plan.GrafanaSettings;
import io.millwright.operator.plan.IngressSettings;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.InstallationSettings;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DiscoveryBeans {

    @Bean
    Installation installation(
            InstallationSettings settings,
            BackupSettings backup,
            GrafanaSettings grafana,
            IngressSettings ingress,
            KubernetesClient client) {
        return settings.installation(backup).with(grafana.choice(ingress)).offering(new ApiDiscovery(client).offered());
    }

    /** Named after what {@code operator.yaml} puts into the liveness group. */
    @Bean
    OptionalApisHealth optionalApis(Installation installation, KubernetesClient client) {
        return new OptionalApisHealth(installation.offers(), new ApiDiscovery(client)::offered);
    }

    @Bean
    PeriodicLook periodicLook(
            OptionalApisHealth optionalApis, @Value("${millwright.operator.controller.discovery:2m}") Duration period) {
        return new PeriodicLook(optionalApis, period);
    }
}
