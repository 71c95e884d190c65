package io.millwright.operator.fleet;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FleetBeans {

    @Bean
    FleetReconciler fleetReconciler(Clock clock) {
        return new FleetReconciler(clock);
    }
}
