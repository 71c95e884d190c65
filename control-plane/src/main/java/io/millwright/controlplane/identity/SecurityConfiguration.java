package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import io.millwright.controlplane.rate.RateSettings;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Stateless, closed by default, no cookies and so no CSRF; all refusals are problems. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, ApiKeys keys, RateSettings rates, ProblemWriter problems, List<OpenPath> open) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    open.forEach(path ->
                            rules.requestMatchers(path.method(), path.pattern()).permitAll());
                    rules.requestMatchers("/actuator/**").hasAuthority(CallerAuthentication.ADMINISTRATOR);
                    rules.anyRequest().authenticated();
                })
                .exceptionHandling(failures -> failures.authenticationEntryPoint((_, response, _) -> problems.write(
                                response,
                                ProblemException.of(
                                        ProblemType.UNAUTHENTICATED, "Send an API key in the header X-Api-Key.")))
                        .accessDeniedHandler((_, response, _) -> problems.write(
                                response,
                                ProblemException.of(
                                        ProblemType.FORBIDDEN,
                                        "Only the administrator of this installation may do this."))))
                .addFilterBefore(
                        new ApiKeyFilter(keys, new WrongKeys(rates), problems), AnonymousAuthenticationFilter.class)
                .build();
    }

    /** A path with {@code ;}, an encoded slash and the like. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (_, response, _) -> problems.write(
                response,
                ProblemException.of(
                        ProblemType.INVALID_REQUEST, "The path or a header holds characters that are not allowed."));
    }

    @Bean
    OpenPath openHealthz() {
        return new OpenPath(HttpMethod.GET, "/healthz");
    }

    @Bean
    OpenPath openProbes() {
        return new OpenPath(HttpMethod.GET, "/actuator/health/**");
    }

    @Bean
    OpenPath openDescription() {
        return new OpenPath(HttpMethod.GET, "/api/v1/openapi.json");
    }
}
