package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressRatesTest {

    private final AddressRates rates = new AddressRates(new EnrollmentSettings(
            null,
            InetAddress.getLoopbackAddress(),
            null,
            Duration.ofDays(90),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            2));

    @Test
    void who_knocks_too_often_is_told_to_wait_and_nobody_else_is() {
        assertThat(rates.waitOf("192.0.2.1")).isEmpty();
        assertThat(rates.waitOf("192.0.2.1")).isEmpty();

        assertThat(rates.waitOf("192.0.2.1")).isPresent();
        assertThat(rates.waitOf("192.0.2.2")).isEmpty();
    }

    @Test
    void a_network_of_ipv6_is_one_address() {
        rates.waitOf("2001:db8:0:1::1");
        rates.waitOf("2001:db8:0:1::2");

        assertThat(rates.waitOf("2001:db8:0:1:ffff::3")).isPresent();
        assertThat(rates.waitOf("2001:db8:0:2::1")).isEmpty();
    }
}
