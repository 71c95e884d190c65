package io.millwright.operator.site;

import io.millwright.operator.cluster.WriteCounter;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SiteBeans {

    @Bean
    SiteReconciler siteReconciler(Clock clock, WriteCounter writes) {
        return new SiteReconciler(clock, writes);
    }
}
