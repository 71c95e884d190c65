package io.millwright.operator.fleet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tag;
import io.millwright.wire.TenantId;
import io.millwright.wire.configuration.DeviceConfiguration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agent is told to read, before the control plane fills in a device's parameters and signs it. Enrollment,
 * certificate and roll-out settings are not in it: changing those must not send anything to a machine.
 *
 * @param v version of this form
 * @param parameters names that a device must give values for, sorted
 * @param connections sorted by name, like the tags, so that reordering a spec changes nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FleetConfiguration(
        int v,
        String tenant,
        SiteOfFleet site,
        String fleet,
        List<String> parameters,
        List<ConnectionOfFleet> connections,
        List<TagOfFleet> tags) {

    private static final int VERSION = 1;

    /** Sorted keys, no blanks, plain numbers: the same content is the same bytes and so the same hash. */
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    record SiteOfFleet(String name, String timezone) {}

    /** @param reading null for polling: it was not there before others came, and hashes do not change for it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConnectionOfFleet(
            String name,
            String protocol,
            String url,
            @Nullable String reading) {}

    static FleetConfiguration of(TenantId tenant, DeviceFleet fleet, Site site) {
        List<Connection> connections = fleet.getSpec().getConnections();
        List<Tag> tags = fleet.getSpec().getTags();
        return new FleetConfiguration(
                VERSION,
                tenant.value(),
                new SiteOfFleet(site.getMetadata().getName(), site.getSpec().getTimezone()),
                fleet.getMetadata().getName(),
                Placeholders.in(connections, tags),
                connections.stream()
                        .sorted(Comparator.comparing(Connection::getName))
                        .map(connection -> new ConnectionOfFleet(
                                connection.getName(), protocol(connection), connection.getUrl(), reading(connection)))
                        .toList(),
                tags.stream()
                        .sorted(Comparator.comparing(Tag::getName))
                        .map(TagOfFleet::of)
                        .toList());
    }

    String canonicalJson() {
        return CANONICAL.writeValueAsString(this);
    }

    private static String protocol(Connection connection) {
        return switch (connection.getProtocol()) {
            case MODBUS_TCP -> "modbus-tcp";
            case OPCUA -> "opcua";
            case S7 -> "s7";
            case MQTT -> "mqtt";
        };
    }

    private static @Nullable String reading(Connection connection) {
        return switch (connection.getReading()) {
            case POLL -> null;
            case SUBSCRIBE -> DeviceConfiguration.SUBSCRIBE;
        };
    }
}
