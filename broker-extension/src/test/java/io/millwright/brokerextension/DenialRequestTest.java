package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialRequestTest {

    @Test
    void a_serial_number_is_read() {
        assertThat(DenialRequest.serial(bytes("{\"serial\":\"0abcdef\"}"))).hasValue(BigInteger.valueOf(0xabcdef));
        assertThat(DenialRequest.serial(bytes(" { \"serial\" : \"7fffffffffffffffffffffffffffffffffffffff\" } ")))
                .hasValue(new BigInteger("7fffffffffffffffffffffffffffffffffffffff", 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"serial\":\"\"}",
                "{\"serial\":\"ABC\"}",
                "{\"serial\":\"-1\"}",
                "{\"serial\":17}",
                "{\"serial\":\"1\",\"tenant\":\"bolt\"}",
                "{\"serial\":\"1\"}{\"serial\":\"2\"}",
                "{\"serial\":\"80000000000000000000000000000000000000000\"}",
                "{\"serial\":\"1\\n\"}"
            })
    void what_is_no_serial_number_is_refused(String payload) {
        assertThat(DenialRequest.serial(bytes(payload))).isEmpty();
    }

    @Test
    void a_payload_that_is_too_long_is_not_looked_at() {
        assertThat(DenialRequest.serial(bytes("{\"serial\":\"1\"}" + " ".repeat(200))))
                .isEmpty();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
