package io.millwright.operator.site;

import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SiteBeans {

    @Bean
    SiteReconciler siteReconciler(Clock clock, WriteCounter writes, ReconcileWatch<Site> watch) {
        return new SiteReconciler(clock, writes, watch);
    }
}
