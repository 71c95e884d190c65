package io.millwright.controlplane.pki;

import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PkiConfiguration {

    @Bean
    CertificateSigner certificateSigner(Clock clock) {
        return new CertificateSigner(clock, new SecureRandom());
    }
}
