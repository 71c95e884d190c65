package io.millwright.controlplane.enrollment;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often one address may knock. Addresses are those of the connections: behind a proxy that ends TLS there would be one,
 * and no client certificates either. The least recently seen are forgotten first.
 */
@Component
class AddressRates {

    private static final int MOST_ADDRESSES = 50_000;
    private static final int GROUPS_OF_A_NETWORK = 4;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private final Bandwidth rate;

    AddressRates(EnrollmentSettings settings) {
        rate = Bandwidth.builder()
                .capacity(settings.attemptsPerMinute())
                .refillGreedy(settings.attemptsPerMinute(), Duration.ofMinutes(1))
                .build();
    }

    /** Empty if it may; else how long until it may again. */
    Optional<Duration> waitOf(String address) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(
                    network(address), _ -> Bucket.builder().addLimit(rate).build());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Whoever has one IPv6 address has the 2^64 beside it. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length > GROUPS_OF_A_NETWORK
                ? String.join(":", java.util.Arrays.copyOf(groups, GROUPS_OF_A_NETWORK))
                : address;
    }
}
