package io.millwright.controlplane.enrollment;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.controlplane.rate.NetworkAddress;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often one address may knock. Addresses are those of the connections: behind a proxy that ends TLS there would be one,
 * and no client certificates either.
 */
@Component
class AddressRates {

    private final Buckets buckets;

    AddressRates(EnrollmentSettings settings) {
        Bandwidth rate = Bandwidth.builder()
                .capacity(settings.attemptsPerMinute())
                .refillGreedy(settings.attemptsPerMinute(), Duration.ofMinutes(1))
                .build();
        buckets = new Buckets(() -> Bucket.builder().addLimit(rate).build());
    }

    /** Empty if it may; else how long until it may again. */
    Optional<Duration> waitOf(String address) {
        ConsumptionProbe probe = buckets.of(NetworkAddress.of(address)).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
