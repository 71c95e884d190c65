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
        return List.copyOf(permissions);
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
