package io.millwright.operator.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TierBeans {

    @Bean
    TierResolver tierResolver(TierSettings settings) {
        try {
            return new TierResolver(TierCatalog.parse(settings.catalog().getContentAsString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the tier catalog cannot be read: " + settings.catalog(), e);
        }
    }
}
