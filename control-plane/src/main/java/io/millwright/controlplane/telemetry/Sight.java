package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Whose telemetry a grant shows: of the devices that are at its sites now. A device takes its past along when it moves. The
 * runtimes know no grants, so what they answer is sifted here.
 */
@Component
class Sight {

    /** A device that is new at a site, or has left it, is noticed after this long by a stream that is open. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Devices devices;
    private final Cluster cluster;
    private final Clock clock;

    Sight(Devices devices, Cluster cluster, Clock clock) {
        this.devices = devices;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** By a device's id; for one request or one stream, and used by one thread. */
    Predicate<String> of(TenantId tenant, Grant grant) {
        return grant.wholeTenant() ? _ -> true : new OfSites(tenant, grant);
    }

    private final class OfSites implements Predicate<String> {

        private final TenantId tenant;
        private final Grant grant;
        private Set<String> ids = Set.of();
        private Instant until = Instant.MIN;

        OfSites(TenantId tenant, Grant grant) {
            this.tenant = tenant;
            this.grant = grant;
        }

        @Override
        public boolean test(String device) {
            if (!clock.instant().isBefore(until)) {
                ids = TenantLife.of(cluster, tenant)
                        .map(life -> devices.idsAt(life, grant.sites()))
                        .orElse(Set.of());
                until = clock.instant().plus(FRESH);
            }
            return ids.contains(device);
        }
    }
}
