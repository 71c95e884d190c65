package io.millwright.controlplane;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What every feature shares: the clock, and that methods can be scheduled. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ControlPlaneConfiguration {

    @Bean
    @Fallback
    Clock clock() {
        return Clock.systemUTC();
    }
}
