package io.millwright.edge.plc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.plc.OpcUaAddress.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaAddressTest {

    @Test
    void a_url_of_polling_is_one_of_subscribing_too() {
        assertThat(OpcUaAddress.of("opcua:tcp://10.0.0.5:4841/pumps/7?discovery=false&username=mill&password=a%26b"))
                .isEqualTo(new Parsed.Good(
                        new OpcUaAddress("opc.tcp://10.0.0.5:4841/pumps/7", "10.0.0.5", 4841, "mill", "a&b")));
    }

    @Test
    void without_a_port_and_a_user_it_is_the_usual_port_and_nobody() {
        assertThat(OpcUaAddress.of("opcua:tcp://pump.plant"))
                .isEqualTo(
                        new Parsed.Good(new OpcUaAddress("opc.tcp://pump.plant:4840", "pump.plant", 4840, null, "")));
    }

    @Test
    void the_text_of_an_address_lets_nobody_in() {
        assertThat(new OpcUaAddress("opc.tcp://h:1", "h", 1, "mill", "secret")).hasToString("opc.tcp://h:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opcua:tcp://",
                "opcua:tcp://:4840/",
                "opcua:tcp://a b:4840",
                "opcua:tcp://pump?security-policy=Basic256Sha256",
                "opcua:tcp://pump?key-store-file=/etc/passwd",
                "opcua:tcp://pump?password=%zz"
            })
    void what_cannot_be_done_is_refused(String url) {
        assertThat(OpcUaAddress.of(url)).isInstanceOf(Parsed.Refused.class);
    }
}
