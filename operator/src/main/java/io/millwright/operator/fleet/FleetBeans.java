package io.millwright.operator.fleet;

import io.millwright.operator.cluster.WriteCounter;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FleetBeans {

    @Bean
    FleetReconciler fleetReconciler(Clock clock, WriteCounter writes) {
        return new FleetReconciler(clock, writes);
    }
}
