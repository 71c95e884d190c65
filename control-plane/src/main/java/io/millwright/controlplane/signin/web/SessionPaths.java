package io.millwright.controlplane.signin.web;

import io.millwright.controlplane.identity.OpenPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Where a password or a cookie speaks for the caller, instead of an API key or a token. */
@Configuration(proxyBeanMethods = false)
class SessionPaths {

    @Bean
    OpenPath openSignIn() {
        return new OpenPath(HttpMethod.POST, "/session");
    }

    @Bean
    OpenPath openSession() {
        return new OpenPath(HttpMethod.GET, "/session");
    }

    @Bean
    OpenPath openSignOut() {
        return new OpenPath(HttpMethod.DELETE, "/session");
    }
}
