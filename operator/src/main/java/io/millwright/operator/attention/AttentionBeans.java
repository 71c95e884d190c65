package io.millwright.operator.attention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.leadership.Leadership;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AttentionBeans {

    @Bean
    ReconcileWatch<Tenant> tenantWatch(Clock clock, Leadership leadership) {
        return new ReconcileWatch<>(clock, leadership::isHeld);
    }

    @Bean
    ReconcileWatch<Site> siteWatch(Clock clock, Leadership leadership) {
        return new ReconcileWatch<>(clock, leadership::isHeld);
    }

    @Bean
    ReconcileWatch<DeviceFleet> fleetWatch(Clock clock, Leadership leadership) {
        return new ReconcileWatch<>(clock, leadership::isHeld);
    }

    @Bean
    StuckQueueHealth stuckQueueHealthIndicator(
            List<ReconcileWatch<?>> watches,
            ReconcileWatch<Tenant> tenants,
            @Value("${millwright.operator.controller.patience:10m}") Duration patience,
            MeterRegistry meters) {
        Gauge.builder(
                        "millwright.operator.longest.wait",
                        watches,
                        all -> StuckQueueHealth.longestWait(all).toSeconds())
                .baseUnit("seconds")
                .strongReference(true)
                .description("Longest time a newer generation of a Tenant, Site or DeviceFleet has not been looked at")
                .register(meters);
        Gauge.builder("millwright.operator.tenants.waiting", tenants, ReconcileWatch::waiting)
                .description("Tenants with a generation that has not been looked at")
                .register(meters);
        return new StuckQueueHealth(watches, patience);
    }
}
