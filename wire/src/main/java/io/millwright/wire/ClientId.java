package io.millwright.wire;

import java.util.List;

/**
 * Which MQTT client id a certificate may use. A device's is its id. A service's is {@code <tenant>.<name>}, or
 * {@code <tenant>.<name>.<instance>} so that replicas do not take over each other's session; the dots keep it apart from
 * every device id and from every other tenant's services.
 */
public final class ClientId {

    /** For a service with several replicas. */
    public static String of(CertificateIdentity.Service service, String instance) {
        return of(service) + "." + Label.checked("instance", instance);
    }

    public static String of(CertificateIdentity.Service service) {
        return service.tenant() + "." + service.name();
    }

    public static String of(CertificateIdentity.Device device) {
        return device.device().value();
    }

    static boolean isOf(CertificateIdentity identity, String clientId) {
        return switch (identity) {
            case CertificateIdentity.Device device -> of(device).equals(clientId);
            case CertificateIdentity.Service service -> isOf(service, clientId);
            case CertificateIdentity.Platform platform -> false;
        };
    }

    private static boolean isOf(CertificateIdentity.Service service, String clientId) {
        if (clientId.length() > 3 * (Label.LONGEST + 1)) {
            return false;
        }
        List<String> parts = List.of(clientId.split("[.]", -1));
        return (parts.size() == 2 || parts.size() == 3 && Label.is(parts.get(2)))
                && parts.get(0).equals(service.tenant().value())
                && parts.get(1).equals(service.name().value());
    }

    private ClientId() {}
}
