package io.millwright.controlplane.metering.web;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.metering.ApiCalls;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts what a tenant's own keys ask below its path, once the caller was let in. The administrator's calls are nobody's. */
@Configuration(proxyBeanMethods = false)
class ApiCallCounting implements WebMvcConfigurer {

    private final ApiCalls calls;

    ApiCallCounting(ApiCalls calls) {
        this.calls = calls;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Counter(calls))
                .addPathPatterns("/api/v1/tenants/*/**")
                .order(Ordered.LOWEST_PRECEDENCE);
    }

    private record Counter(ApiCalls calls) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            Authentication known = SecurityContextHolder.getContext().getAuthentication();
            if (request.getDispatcherType() == DispatcherType.REQUEST
                    && known != null
                    && known.getPrincipal() instanceof Caller.TenantKey key) {
                calls.count(key.of());
            }
            return true;
        }
    }
}
