package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.AccountSettings;
import io.millwright.controlplane.account.Rate;
import io.millwright.controlplane.rate.NetworkAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where nobody is signed in: each network address may ask so often. */
@Configuration(proxyBeanMethods = false)
class OpenLinks implements WebMvcConfigurer {

    private static final String[] PATHS = {
        "/api/v1/signup",
        "/api/v1/signup:verify",
        "/api/v1/password-resets",
        "/api/v1/password-resets:complete",
        "/api/v1/invitations:show",
        "/api/v1/invitations:accept"
    };

    private final Rate addresses;

    OpenLinks(AccountSettings settings) {
        addresses = new Rate(settings.attemptsPerMinute(), Duration.ofMinutes(1));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Gate(addresses)).addPathPatterns(PATHS);
    }

    private record Gate(Rate addresses) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                addresses.require(
                        NetworkAddress.of(request.getRemoteAddr()),
                        "Too many requests of this kind from this address.");
            }
            return true;
        }
    }
}
