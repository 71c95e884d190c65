package io.millwright.operator.fleet;

import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FleetBeans {

    @Bean
    FleetReconciler fleetReconciler(Clock clock, WriteCounter writes, ReconcileWatch<DeviceFleet> watch) {
        return new FleetReconciler(clock, writes, watch);
    }
}
