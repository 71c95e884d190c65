package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import io.millwright.controlplane.rate.RateSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Stateless, closed by default, no cookies and so no CSRF; all refusals are problems. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            ApiKeys keys,
            ObjectProvider<BearerTokens> tokens,
            RateSettings rates,
            ProblemWriter problems,
            AccessPolicy policy,
            List<OpenPath> open,
            List<StrangersPage> pages) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                directives -> directives.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    open.forEach(path ->
                            rules.requestMatchers(path.method(), path.pattern()).permitAll());
                    policy.open()
                            .forEach(operation -> rules.requestMatchers(
                                            HttpMethod.valueOf(operation.method()), operation.path())
                                    .permitAll());
                    rules.requestMatchers("/actuator/**").hasAuthority(CallerAuthentication.ADMINISTRATOR);
                    rules.anyRequest().authenticated();
                })
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, _) -> nobody(request, response, pages, problems))
                        .accessDeniedHandler((_, response, _) -> problems.write(
                                response,
                                ProblemException.of(
                                        ProblemType.FORBIDDEN,
                                        "Only the administrator of this installation may do this."))))
                .addFilterBefore(
                        new CredentialFilter(keys, tokens, new WrongCredentials(rates), problems),
                        AnonymousAuthenticationFilter.class)
                .build();
    }

    private static void nobody(
            HttpServletRequest request, HttpServletResponse response, List<StrangersPage> pages, ProblemWriter problems)
            throws IOException {
        for (StrangersPage page : pages) {
            if (page.answer(request, response)) {
                return;
            }
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(
                response,
                ProblemException.of(
                        ProblemType.UNAUTHENTICATED, "Sign in, or send an API key in the header X-Api-Key."));
    }

    /** A path with {@code ;}, an encoded slash and the like. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (_, response, _) -> problems.write(
                response,
                ProblemException.of(
                        ProblemType.INVALID_REQUEST, "The path or a header holds characters that are not allowed."));
    }

    /** A name and a time for each filter of each request, which nobody looks at; requests as such are observed by MVC. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    OpenPath openHealthz() {
        return new OpenPath(HttpMethod.GET, "/healthz");
    }

    @Bean
    OpenPath openProbes() {
        return new OpenPath(HttpMethod.GET, "/actuator/health/**");
    }
}
