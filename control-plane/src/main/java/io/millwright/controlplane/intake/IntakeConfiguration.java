package io.millwright.controlplane.intake;

import io.millwright.controlplane.problem.ProblemWriter;
import io.millwright.controlplane.rate.NetworkAddress;
import io.millwright.controlplane.rate.RateSettings;
import jakarta.servlet.Filter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;

/** The filters in their order around Spring Security's, which has -100. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int DEEPEST_JSON = 40;
    private static final int LONGEST_NUMBER = 100;

    @Bean
    FilterRegistrationBean<HostCheck> hostCheck(
            IntakeSettings settings, @Value("${server.address}") String address, ProblemWriter problems) {
        Set<String> hosts = settings.hosts().isEmpty() && NetworkAddress.isLoopback(address)
                ? LOOPBACK
                : settings.hosts().stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        return at(-130, new HostCheck(hosts, problems));
    }

    @Bean
    FilterRegistrationBean<RateLimit> rateLimit(RateSettings settings, ProblemWriter problems) {
        return at(-96, new RateLimit(settings, problems));
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(IntakeSettings settings, ProblemWriter problems) {
        return at(-95, new BodyLimit(Math.toIntExact(settings.largestBody().toBytes()), problems));
    }

    @Bean
    FilterRegistrationBean<Idempotency> idempotency(
            IdempotencyKeys keys, IdempotencyStore store, ProblemWriter problems) {
        return at(-80, new Idempotency(keys, store, problems));
    }

    /** Far above what any body of ours needs, far below what costs a stack or a second. */
    @Bean
    JsonFactoryBuilderCustomizer jsonLimits() {
        return factory -> factory.streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST_JSON)
                .maxNumberLength(LONGEST_NUMBER)
                .build());
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
