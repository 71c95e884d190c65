package io.millwright.controlplane.device;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.configuration.ConfigurationKey;
import io.millwright.controlplane.configuration.ConfigurationKeys;
import io.millwright.controlplane.configuration.FleetConfiguration;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.TenantAuthorities;
import io.millwright.controlplane.pki.TenantAuthority;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Enrollment;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.SiteLimits;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantLimits;
import io.millwright.wire.SiteId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds all that a device of a fleet needs, or says what is missing. */
@Component
public class Places {

    private final Cluster cluster;
    private final TenantAuthorities authorities;
    private final ConfigurationKeys configurationKeys;
    private final DeviceSettings settings;

    Places(
            Cluster cluster,
            TenantAuthorities authorities,
            ConfigurationKeys configurationKeys,
            DeviceSettings settings) {
        this.cluster = cluster;
        this.authorities = authorities;
        this.configurationKeys = configurationKeys;
        this.settings = settings;
    }

    public Place.Reading of(TenantLife life, String fleet) {
        Optional<Tenant> tenant = cluster.tenant(life.tenant()).filter(TenantLife::isOpen);
        if (tenant.isEmpty() || !TenantLife.of(cluster, life.tenant()).equals(Optional.of(life))) {
            return new Place.Reading.NotReady("the tenant is not ready");
        }
        Optional<DeviceFleet> found = cluster.fleet(life.tenant(), fleet)
                .filter(resource -> resource.getMetadata().getDeletionTimestamp() == null);
        if (found.isEmpty()) {
            return new Place.Reading.NotReady("there is no such fleet");
        }
        Optional<Site> site = cluster.site(life.tenant(), found.get().getSpec().getSiteRef());
        if (site.isEmpty()) {
            return new Place.Reading.NotReady("the fleet's site does not exist");
        }
        return FleetConfiguration.of(cluster, life.tenant(), fleet)
                .map(configuration -> withKeys(life, tenant.get(), found.get(), site.get(), configuration))
                .orElseGet(() -> new Place.Reading.NotReady("the fleet's configuration is not rendered"));
    }

    private Place.Reading withKeys(
            TenantLife life, Tenant tenant, DeviceFleet fleet, Site site, FleetConfiguration configuration) {
        return switch (authorities.of(life.tenant(), life.incarnation())) {
            case KeyState.Unavailable<TenantAuthority>(String reason) -> new Place.Reading.NotReady(reason);
            case KeyState.Present<TenantAuthority>(TenantAuthority authority) ->
                switch (configurationKeys.of(authority, life.incarnation())) {
                    case KeyState.Unavailable<ConfigurationKey>(String reason) -> new Place.Reading.NotReady(reason);
                    case KeyState.Present<ConfigurationKey>(ConfigurationKey key) ->
                        new Place.Reading.Ready(new Place(
                                life,
                                new SiteId(site.getMetadata().getName()),
                                fleet,
                                admission(tenant, site, fleet),
                                broker(tenant),
                                configuration,
                                authority,
                                key));
                };
        };
    }

    private static String broker(Tenant tenant) {
        return Objects.requireNonNull(
                Objects.requireNonNull(tenant.getStatus().getEndpoints()).getMqtt());
    }

    private Admission admission(Tenant tenant, Site site, DeviceFleet fleet) {
        Enrollment enrollment = fleet.getSpec().getEnrollment();
        SiteLimits limits = site.getSpec().getLimits();
        return new Admission(
                enrollment.getApproval(),
                enrollment.getAllowedSerials(),
                orUnbounded(enrollment.getMaxDevices()),
                orUnbounded(limits == null ? null : limits.getDevices()),
                limitOf(tenant));
    }

    /** Of all devices of the tenant: the smaller of what its tier allows and what its spec asks for. */
    int limitOf(Tenant tenant) {
        String running = tenant.getStatus().getTier();
        int tier = settings.limitOf(running == null ? tenant.getSpec().getTier() : running);
        TenantLimits limits = tenant.getSpec().getLimits();
        return Math.min(tier, orUnbounded(limits == null ? null : limits.getDevices()));
    }

    private static int orUnbounded(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }
}
