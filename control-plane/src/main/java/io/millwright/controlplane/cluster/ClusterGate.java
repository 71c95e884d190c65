package io.millwright.controlplane.cluster;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Until the custom resources are known, an empty list would be a lie: callers are told to come again. */
@Configuration(proxyBeanMethods = false)
class ClusterGate implements WebMvcConfigurer {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Cluster cluster;

    ClusterGate(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (cluster.synced()) {
                            return true;
                        }
                        throw ProblemException.retry(
                                ProblemType.UNAVAILABLE, "The Kubernetes API was not reached yet.", RETRY);
                    }
                })
                .addPathPatterns("/api/v1/tenants", "/api/v1/tenants/**");
    }

    @Bean
    HealthIndicator clusterHealthIndicator() {
        return () ->
                cluster.synced() ? Health.up().build() : Health.outOfService().build();
    }
}
