package io.millwright.operator.site;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SiteBeans {

    @Bean
    SiteReconciler siteReconciler(Clock clock) {
        return new SiteReconciler(clock);
    }
}
