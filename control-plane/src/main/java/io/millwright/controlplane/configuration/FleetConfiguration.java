package io.millwright.controlplane.configuration;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator rendered for a fleet.
 *
 * @param hash names the content; devices acknowledge it
 * @param json unsigned, with the placeholders of the devices' parameters
 */
public record FleetConfiguration(String hash, String json) {

    private static final String HASH = "millwright.io/configuration";
    private static final String KEY = "configuration.json";

    /** The names that each device of the fleet gives values for. */
    public List<String> parameters() {
        return DevicePayload.asked(this);
    }

    /** Empty until the operator has rendered one. */
    public static Optional<FleetConfiguration> of(Cluster cluster, TenantId tenant, String fleet) {
        return cluster.fleetConfiguration(tenant, fleet).flatMap(map -> {
            Map<String, String> annotations = map.getMetadata().getAnnotations();
            String hash = annotations == null ? null : annotations.get(HASH);
            String json = map.getData() == null ? null : map.getData().get(KEY);
            return hash == null || json == null ? Optional.empty() : Optional.of(new FleetConfiguration(hash, json));
        });
    }
}
