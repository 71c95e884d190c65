package io.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.fixture.TestPlatform;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ConfigurationReadingTest {

    private final TestPlatform platform = new TestPlatform();
    private final CertificateIdentity.Device device = new CertificateIdentity.Device(
            new TenantId(TestPlatform.TENANT), new SiteId(TestPlatform.SITE), new DeviceId(TestPlatform.DEVICE));
    private final ConfigurationKey key =
            new ConfigurationKey(platform.configuration.certificate().getPublicKey());

    private static ObjectNode good() {
        ObjectNode payload = TestPlatform.payload(7);
        TestPlatform.connection(payload, "press", "modbus-tcp", "modbus-tcp://10.0.0.5:502");
        TestPlatform.tag(payload, "temperature", "press", "holding-register:100:REAL", 1000);
        return payload;
    }

    private ConfigurationReading read(ObjectNode payload) {
        return ConfigurationReading.of(platform.sign(payload), key, device);
    }

    @Test
    void all_of_a_tag_is_read() {
        ObjectNode payload = good();
        ObjectNode tag = (ObjectNode) payload.path("tags").get(0);
        tag.put("unit", "Cel").put("scale", 0.1).put("offset", -4);
        tag.putObject("deadband").put("absolute", 0.2);
        tag.putObject("clamp").put("min", -40).put("max", 200);

        assertThat(read(payload)).isInstanceOfSatisfying(ConfigurationReading.Good.class, read -> {
            assertThat(read.configuration().hash()).isEqualTo("hash-7");
            assertThat(read.configuration().version()).isEqualTo(7);
            assertThat(read.configuration().tags())
                    .containsExactly(new Tag(
                            "temperature",
                            "press",
                            "holding-register:100:REAL",
                            "Cel",
                            Duration.ofSeconds(1),
                            0.1,
                            -4,
                            0.2,
                            -40.0,
                            200.0));
        });
    }

    @Test
    void a_connection_is_polled_unless_it_says_that_it_is_subscribed_to() {
        ObjectNode payload = good();
        TestPlatform.connection(payload, "mill", "opcua", "opcua:tcp://10.0.0.6");
        TestPlatform.connection(payload, "pump", "opcua", "opcua:tcp://10.0.0.7");
        ((ObjectNode) payload.path("connections").get(1)).put("reading", "Poll");
        ((ObjectNode) payload.path("connections").get(2)).put("reading", "Subscribe");

        assertThat(read(payload))
                .isInstanceOfSatisfying(
                        ConfigurationReading.Good.class,
                        read -> assertThat(read.configuration().connections())
                                .extracting(Configuration.Connection::reading)
                                .containsExactly(
                                        Configuration.Reading.POLL,
                                        Configuration.Reading.POLL,
                                        Configuration.Reading.SUBSCRIBE));
    }

    @Test
    void a_signature_of_another_key_is_refused() {
        assertThat(ConfigurationReading.of(new TestPlatform().sign(good()), key, device))
                .isInstanceOf(ConfigurationReading.Refused.class);
    }

    @Test
    void whatever_is_not_as_agreed_refuses_all_of_it() {
        List<Consumer<ObjectNode>> faults = List.of(
                json -> json.put("v", 2),
                json -> json.put("tenant", "globex"),
                json -> json.put("device", "press-line-other"),
                json -> json.put("device", "../" + TestPlatform.DEVICE),
                json -> json.put("version", 0),
                json -> json.put("version", "8"),
                json -> json.remove("configuration"),
                json -> json.put("tags", "none"),
                json -> TestPlatform.connection(json, "press", "opcua", "opcua:tcp://10.0.0.6"),
                json -> TestPlatform.connection(json, "../press", "opcua", "opcua:tcp://10.0.0.6"),
                json -> TestPlatform.connection(json, "mill", "modbus-tcp", "modbus-tcp://${plc}:502"),
                json -> TestPlatform.connection(json, "mill", "modbus-tcp", "modbus-tcp://a\nb"),
                json -> TestPlatform.tag(json, "temperature", "press", "holding-register:1:INT", 1000),
                json -> TestPlatform.tag(json, "../../etc/passwd", "press", "holding-register:1:INT", 1000),
                json -> TestPlatform.tag(json, "x", "elsewhere", "holding-register:1:INT", 1000),
                json -> TestPlatform.tag(json, "x", "press", "holding-register:1:INT", 9),
                json -> TestPlatform.tag(json, "x", "press", "holding-register:1:INT", 86_400_001),
                json -> ((ObjectNode) json.path("connections").get(0)).put("reading", "Guess"),
                json -> ((ObjectNode) json.path("connections").get(0)).put("reading", true),
                json -> ((ObjectNode) json.path("tags").get(0)).put("scale", 0),
                json -> ((ObjectNode) json.path("tags").get(0)).put("offset", "1"),
                json -> ((ObjectNode) json.path("tags").get(0))
                        .putObject("clamp")
                        .put("min", 2)
                        .put("max", 1));
        for (Consumer<ObjectNode> fault : faults) {
            ObjectNode payload = good();
            fault.accept(payload);

            assertThat(read(payload)).as("%s", payload).isInstanceOf(ConfigurationReading.Refused.class);
        }
    }

    @Test
    void the_key_must_be_certified_by_the_devices_own_authority_and_for_configurations() throws Exception {
        var chain = platform.tenant
                .device(TestPlatform.TENANT, TestPlatform.SITE, TestPlatform.DEVICE)
                .chain();
        TenantId tenant = device.tenant();

        assertThat(ConfigurationKey.of(platform.configuration.certificatePem(), chain, tenant))
                .isEqualTo(key);
        for (String other : List.of(
                platform.tenant.service(TestPlatform.TENANT, "runtime").certificatePem(),
                platform.root.service(TestPlatform.TENANT, "configuration").certificatePem(),
                platform.root
                        .tenant(TestPlatform.TENANT)
                        .service(TestPlatform.TENANT, "configuration")
                        .certificatePem(),
                new TestPlatform().configuration.certificatePem())) {
            Assertions.assertThatThrownBy(() -> ConfigurationKey.of(other, chain, tenant))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }
}
