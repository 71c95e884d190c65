package io.millwright.controlplane.signin;

import io.millwright.controlplane.origin.PublicOrigin;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import io.millwright.controlplane.rate.RateSettings;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.NimbusJwkSetEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Spring Authorization Server, put together from its filters. Its configurer would bring sessions in memory, a registry of
 * them, and endpoints that nobody uses.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServer {

    /** Before the API's chain, which takes every path. */
    @Bean
    @Order(10)
    SecurityFilterChain signInFilterChain(
            HttpSecurity http,
            Grants grants,
            SigningKeys keys,
            Clients clients,
            SessionCookie cookies,
            OpenLogins logins,
            PublicOrigin origin,
            RateSettings rates,
            ProblemWriter problems) {
        AuthorizationServerSettings paths = AuthorizationServerSettings.builder()
                .oidcUserInfoEndpoint(SignInEndpoints.USER_INFO)
                .build();
        ProblemException nothing = ProblemException.of(ProblemType.NOT_FOUND, "There is no such resource.");
        AuthenticationEntryPoint unknown = (_, response, _) -> problems.write(response, nothing);
        AccessDeniedHandler denied = (_, response, _) -> problems.write(response, nothing);
        http.securityMatcher("/oauth2/**", SignInEndpoints.METADATA)
                // The only path on which a cookie counts is read by GET, and gives its code to the portal alone.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(made -> made.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(rules -> rules.anyRequest().denyAll())
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(unknown).accessDeniedHandler(denied))
                .addFilterAfter(new IssuerFilter(origin, paths, rates, problems), SecurityContextHolderFilter.class);
        AuthenticationManager manager = grants.manager();
        for (Filter filter : List.of(
                new SessionFilter(cookies, logins),
                codes(manager, new AuthorizeFailures(origin, problems)),
                clients(manager, clients),
                tokens(manager),
                new OAuth2TokenRevocationEndpointFilter(manager, SignInEndpoints.REVOKE),
                new NimbusJwkSetEndpointFilter(keys, SignInEndpoints.KEYS),
                Metadata.filter())) {
            http.addFilterBefore(filter, AuthorizationFilter.class);
        }
        return http.build();
    }

    private static Filter codes(AuthenticationManager manager, AuthorizeFailures failures) {
        OAuth2AuthorizationEndpointFilter filter =
                new OAuth2AuthorizationEndpointFilter(manager, SignInEndpoints.AUTHORIZE);
        filter.setAuthenticationConverter(new OAuth2AuthorizationCodeRequestAuthenticationConverter());
        filter.setAuthenticationFailureHandler(failures);
        return filter;
    }

    private static Filter clients(AuthenticationManager manager, Clients clients) {
        OAuth2ClientAuthenticationFilter filter = new OAuth2ClientAuthenticationFilter(
                manager, new OrRequestMatcher(post(SignInEndpoints.TOKEN), post(SignInEndpoints.REVOKE)));
        filter.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new ClientSecretBasicAuthenticationConverter(),
                new ClientSecretPostAuthenticationConverter(),
                new PublicClientAuthenticationConverter(),
                new PublicClientRefresh(clients)));
        return filter;
    }

    private static Filter tokens(AuthenticationManager manager) {
        OAuth2TokenEndpointFilter filter = new OAuth2TokenEndpointFilter(manager, SignInEndpoints.TOKEN);
        filter.setAuthenticationConverter(new DelegatingAuthenticationConverter(
                new OAuth2AuthorizationCodeAuthenticationConverter(),
                new OAuth2RefreshTokenAuthenticationConverter(),
                new OAuth2ClientCredentialsAuthenticationConverter()));
        return filter;
    }

    private static PathPatternRequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }
}
