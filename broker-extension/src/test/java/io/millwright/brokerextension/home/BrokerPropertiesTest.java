package io.millwright.brokerextension.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.TenantId;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerPropertiesTest {

    @Test
    void a_tenant_alone_gets_the_defaults() {
        assertThat(BrokerProperties.of(properties("tenant", "acme")))
                .isEqualTo(new BrokerProperties(
                        Optional.of(new TenantId("acme")),
                        BrokerProperties.Persistence.FILE,
                        10_000,
                        100_000,
                        1_048_576,
                        100));
    }

    @Test
    void a_star_is_a_pool() {
        assertThat(BrokerProperties.of(properties("tenant", "*")).tenant()).isEmpty();
    }

    @Test
    void every_key_is_read() {
        Properties properties = properties("tenant", "acme");
        properties.setProperty("persistence", "in-memory");
        properties.setProperty("maxConnections", "2");
        properties.setProperty("maxQueuedMessages", "3");
        properties.setProperty("maxPacketBytes", "4");
        properties.setProperty("receiveMaximum", "5");

        assertThat(BrokerProperties.of(properties))
                .isEqualTo(new BrokerProperties(
                        Optional.of(new TenantId("acme")), BrokerProperties.Persistence.IN_MEMORY, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, '', tenant is missing",
        "tenant, Acme!, tenant must be",
        "persistence, disk, persistence must be file or in-memory",
        "maxConnections, many, maxConnections must be a whole number",
        "maxConnections, 0, maxConnections must be at least 1",
        "receiveMaximum, 70000, receiveMaximum must be between"
    })
    void nonsense_is_refused_with_a_sentence(String key, String value, String sentence) {
        Properties properties = properties("tenant", "acme");
        properties.setProperty(key, value);

        assertThatThrownBy(() -> BrokerProperties.of(properties))
                .isInstanceOf(InvalidBrokerSetup.class)
                .hasMessageStartingWith(sentence);
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }
}
