package io.millwright.wire;

import io.millwright.wire.Permission.Activity;
import io.millwright.wire.TopicKind.Publisher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Turns an identity and the table of topics into the list that everything is decided by. */
final class Permissions {

    static List<Permission> of(CertificateIdentity identity) {
        return switch (identity) {
            case CertificateIdentity.Device device -> ofDevice(device);
            case CertificateIdentity.Service service
            when service.name().value().equals("runtime") -> ofRuntime(service.tenant());
            // A service that nobody gave rights to has none.
            case CertificateIdentity.Service service -> List.of();
            case CertificateIdentity.Platform platform -> List.of();
        };
    }

    /** It may hear all that lies below its own prefix, itself included, and say what the table lets a device say. */
    private static List<Permission> ofDevice(CertificateIdentity.Device device) {
        List<String> prefix = List.of(
                device.tenant().value(), device.site().value(), device.device().value());
        List<Permission> permissions = new ArrayList<>();
        permissions.add(new Permission(filter(prefix, List.of(Levels.REST)), Activity.SUBSCRIBE, 1, false));
        publishedBy(Publisher.DEVICE).map(kind -> publish(prefix, kind)).forEach(permissions::add);
        sparkplugOfDevice(device, permissions);
        return List.copyOf(permissions);
    }

    /** The same authority in Sparkplug's words: its own edge node, and what is said to that one and by its tenant's host. */
    private static void sparkplugOfDevice(CertificateIdentity.Device device, List<Permission> permissions) {
        String node = SparkplugTopic.edgeNode(device.site(), device.device());
        for (SparkplugKind kind : SparkplugKind.values()) {
            permissions.add(
                    switch (kind.publisher()) {
                        case DEVICE -> sparkplug(device.tenant(), kind, node, Activity.PUBLISH);
                        case PLATFORM -> {
                            TopicFilter commands = new TopicFilter(List.of(
                                    SparkplugTopic.NAMESPACE, device.tenant().value(), kind.name(), node, Levels.REST));
                            yield new Permission(commands, Activity.SUBSCRIBE, 1, false);
                        }
                    });
        }
        permissions.add(new Permission(hostState(device.tenant()), Activity.SUBSCRIBE, 1, false));
    }

    private static void sparkplugOfRuntime(TenantId tenant, List<Permission> permissions) {
        for (SparkplugKind kind : SparkplugKind.values()) {
            Activity activity = switch (kind.publisher()) {
                case DEVICE -> Activity.SUBSCRIBE;
                case PLATFORM -> Activity.PUBLISH;
            };
            permissions.add(sparkplug(tenant, kind, Levels.ONE, activity));
        }
        permissions.add(new Permission(hostState(tenant), Activity.PUBLISH, 1, true));
    }

    /** Sparkplug asks for QoS 0; a device that can do better may, since nothing else makes it come at least once. */
    private static Permission sparkplug(TenantId tenant, SparkplugKind kind, String node, Activity activity) {
        List<String> levels = new ArrayList<>(List.of(SparkplugTopic.NAMESPACE, tenant.value(), kind.name(), node));
        if (kind.ofSubDevice()) {
            levels.add(Levels.ONE);
        }
        return new Permission(new TopicFilter(levels), activity, 1, false);
    }

    private static TopicFilter hostState(TenantId tenant) {
        return new TopicFilter(List.of(SparkplugTopic.NAMESPACE, SparkplugTopic.STATE, tenant.value()));
    }

    /**
     * It hears what devices say and what was refused, says what the table lets the platform say, and shuts out certificates, of
     * its own tenant.
     */
    private static List<Permission> ofRuntime(TenantId tenant) {
        List<String> everyDevice = List.of(tenant.value(), Levels.ONE, Levels.ONE);
        List<Permission> permissions = new ArrayList<>();
        publishedBy(Publisher.DEVICE)
                .map(kind -> new Permission(filter(everyDevice, kind.levels()), Activity.SUBSCRIBE, 1, false))
                .forEach(permissions::add);
        publishedBy(Publisher.PLATFORM).map(kind -> publish(everyDevice, kind)).forEach(permissions::add);
        permissions.add(new Permission(new TopicFilter(ServiceTopic.denyLevels(tenant)), Activity.PUBLISH, 1, false));
        permissions.add(
                new Permission(new TopicFilter(ServiceTopic.refusalsLevels(tenant)), Activity.SUBSCRIBE, 1, false));
        sparkplugOfRuntime(tenant, permissions);
        return List.copyOf(permissions);
    }

    private static Stream<TopicKind> publishedBy(Publisher publisher) {
        return Arrays.stream(TopicKind.values()).filter(kind -> kind.publisher() == publisher);
    }

    private static Permission publish(List<String> prefix, TopicKind kind) {
        return new Permission(filter(prefix, kind.levels()), Activity.PUBLISH, kind.highestQos(), kind.retainable());
    }

    private static TopicFilter filter(List<String> prefix, List<String> suffix) {
        List<String> levels = new ArrayList<>(Levels.ROOT);
        levels.addAll(prefix);
        levels.addAll(suffix);
        return new TopicFilter(levels);
    }

    private Permissions() {}
}
