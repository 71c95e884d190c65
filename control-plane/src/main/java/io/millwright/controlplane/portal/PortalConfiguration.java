package io.millwright.controlplane.portal;

import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The portal is the same for everybody and asks for no caller; who it is for, it learns from the API. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration {

    /** What a page of ours may do: its own files and its own origin, nothing inline, nothing elsewhere, in no frame. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Before the chain of everything else. */
    private static final int ORDER = 20;

    @Bean
    PortalFiles portalFiles() throws IOException {
        return PortalFiles.in("portal");
    }

    @Bean
    @Order(ORDER)
    SecurityFilterChain portalSecurityFilterChain(HttpSecurity http) {
        return http.securityMatcher(portal())
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }

    private static RequestMatcher portal() {
        return new OrRequestMatcher(Stream.of(
                        PortalController.HOME,
                        PortalController.PUBLIC_VIEW,
                        PortalController.TENANT,
                        PortalController.TENANT_VIEW,
                        PortalController.HASHED,
                        PortalController.PLAIN)
                .flatMap(path -> Stream.of(HttpMethod.GET, HttpMethod.HEAD).map(method -> (RequestMatcher)
                        PathPatternRequestMatcher.withDefaults().matcher(method, path)))
                .toList());
    }
}
