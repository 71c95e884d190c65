package io.millwright.controlplane.device;

import io.millwright.controlplane.configuration.ConfigurationKey;
import io.millwright.controlplane.configuration.DevicePayload;
import io.millwright.controlplane.configuration.FleetConfiguration;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.pki.TenantAuthority;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.SpecDuration;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A fleet with everything that a device of it needs; nothing of it changes while it is used.
 *
 * @param broker address for devices, {@code mqtts://host:port}
 */
public record Place(
        TenantLife life,
        SiteId site,
        DeviceFleet fleet,
        Admission admission,
        String broker,
        FleetConfiguration configuration,
        TenantAuthority authority,
        ConfigurationKey configurationKey) {

    /** What came of looking for one. */
    public sealed interface Reading {

        record Ready(Place place) implements Reading {}

        /** Something is missing that will come; the reason is for logs. */
        record NotReady(String reason) implements Reading {}
    }

    /** What came of signing a configuration. */
    public sealed interface Signing {

        record Signed(Device.Told told) implements Signing {}

        /** The device has no value for these placeholders. */
        record Missing(List<String> parameters) implements Signing {}
    }

    public String fleetName() {
        return fleet.getMetadata().getName();
    }

    public Duration certificateLifetime() {
        return SpecDuration.parse(fleet.getSpec().getCertificate().getLifetime());
    }

    /** The names that each device of the fleet gives values for. */
    public List<String> parameters() {
        return configuration.parameters();
    }

    /** @param version above every one that was signed for the device before */
    public Signing sign(DeviceId device, Parameters parameters, long version, Instant now) {
        return switch (DevicePayload.of(configuration, device, parameters, version, now)) {
            case DevicePayload.Missing(List<String> missing) -> new Signing.Missing(missing);
            case DevicePayload.Filled filled ->
                new Signing.Signed(new Device.Told(
                        version,
                        configuration.hash(),
                        configurationKey.sign(filled),
                        now,
                        null,
                        false,
                        null,
                        null,
                        null));
        };
    }
}
