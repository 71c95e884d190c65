package io.millwright.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.controlplane.rate.NetworkAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void one_callers_bucket_is_not_anothers() {
        Buckets buckets = new Buckets(() -> Bucket.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, Duration.ofDays(1)))
                .build());

        assertThat(buckets.of("tenant/a").tryConsume(1)).isTrue();
        assertThat(buckets.of("tenant/a").tryConsume(1)).isFalse();
        assertThat(buckets.of("tenant/b").tryConsume(1)).isTrue();
    }

    @Test
    void a_customers_whole_ipv6_network_is_one_address() {
        assertThat(NetworkAddress.of("2001:db8:1:2:3::4")).isEqualTo(NetworkAddress.of("2001:db8:1:2::ffff"));
        assertThat(NetworkAddress.of("2001:db8:1:3::4")).isNotEqualTo(NetworkAddress.of("2001:db8:1:2::4"));
        assertThat(NetworkAddress.of("192.0.2.7")).isEqualTo("192.0.2.7");
    }
}
