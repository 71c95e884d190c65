package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.identity.OpenPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Where a claim code or a certificate speaks for the caller, instead of an API key. */
@Configuration(proxyBeanMethods = false)
class OpenPaths {

    @Bean
    OpenPath enrollPath() {
        return new OpenPath(HttpMethod.POST, "/enroll");
    }

    @Bean
    OpenPath enrollApiPath() {
        return new OpenPath(HttpMethod.POST, "/api/v1/enroll");
    }

    @Bean
    OpenPath deviceCodesPath() {
        return new OpenPath(HttpMethod.POST, "/device-codes");
    }

    @Bean
    OpenPath deviceCodesApiPath() {
        return new OpenPath(HttpMethod.POST, "/api/v1/device-codes");
    }

    @Bean
    OpenPath estCertificatesPath() {
        return new OpenPath(HttpMethod.GET, "/.well-known/est/**");
    }

    @Bean
    OpenPath estRenewalPath() {
        return new OpenPath(HttpMethod.POST, "/.well-known/est/**");
    }
}
