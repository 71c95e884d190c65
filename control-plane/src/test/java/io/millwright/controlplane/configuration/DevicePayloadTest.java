package io.millwright.controlplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePayloadTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final FleetConfiguration FLEET = new FleetConfiguration(
            "abc",
            "{\"connections\":[{\"name\":\"press\",\"protocol\":\"modbus-tcp\",\"url\":\"modbus-tcp://${plc}:502?unit=${unit}\"}],"
                + "\"fleet\":\"f\",\"parameters\":[\"plc\",\"unit\"],\"site\":{\"name\":\"s\",\"timezone\":\"UTC\"},"
                + "\"tags\":[{\"address\":\"a:${unit}\",\"connection\":\"press\",\"deadband\":{\"absolute\":0.10},"
                + "\"intervalMs\":1000,\"name\":\"t\",\"unit\":\"${plc}\"}],\"tenant\":\"t\",\"v\":1}");

    @Test
    void placeholders_of_urls_and_addresses_are_filled_and_the_device_named() {
        DevicePayload payload = payload(Map.of("plc", "10.0.0.5", "unit", "1"));

        assertThat(payload)
                .isEqualTo(new DevicePayload.Filled(
                        "{\"connections\":[{\"name\":\"press\",\"protocol\":\"modbus-tcp\",\"url\":\"modbus-tcp://10.0.0.5:502?unit=1\"}],"
                            + "\"fleet\":\"f\",\"site\":{\"name\":\"s\",\"timezone\":\"UTC\"},"
                            + "\"tags\":[{\"address\":\"a:1\",\"connection\":\"press\",\"deadband\":{\"absolute\":0.10},"
                            + "\"intervalMs\":1000,\"name\":\"t\",\"unit\":\"${plc}\"}],\"tenant\":\"t\",\"v\":1,"
                            + "\"device\":\"f-1\",\"configuration\":\"abc\",\"version\":7,"
                            + "\"issuedAt\":\"2026-11-21T12:00:00Z\"}"));
    }

    @Test
    void what_lacks_a_value_is_named() {
        assertThat(payload(Map.of("plc", "10.0.0.5"))).isEqualTo(new DevicePayload.Missing(List.of("unit")));
    }

    @Test
    void a_fleet_names_each_parameter_that_it_asks_for_once() {
        assertThat(FLEET.parameters()).containsExactly("plc", "unit");
    }

    @Test
    void a_device_without_parameters_is_not_told_to_read_what_needs_them() {
        assertThat(payload(Map.of()).toString())
                .contains("\"connections\":[]", "\"tags\":[]", "\"device\":\"f-1\"")
                .doesNotContain("${");
    }

    @Test
    void a_value_is_text_and_never_another_placeholder() {
        assertThat(payload(Map.of("plc", "$1", "unit", "\\1")).toString()).contains("modbus-tcp://$1:502?unit=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a?x", "a#x", "a&b", "${plc}", "a@b", "a\nb", "a\"b", "ä", "%2f"})
    void a_value_that_would_change_an_addresss_meaning_is_refused(String value) {
        assertThat(Parameters.faults(Map.of("plc", value))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "plc-7.plant.example", "[fe80::1]", "127.0.0.1:40123", "ns=2;s=Pump.Flow"})
    void hosts_ports_and_nodes_are_taken(String value) {
        assertThat(Parameters.faults(Map.of("plc", value))).isEmpty();
    }

    private static DevicePayload payload(Map<String, String> parameters) {
        return DevicePayload.of(FLEET, new DeviceId("f-1"), new Parameters(parameters), 7, NOW);
    }
}
