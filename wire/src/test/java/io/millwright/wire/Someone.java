package io.millwright.wire;

/** The devices and services of the tests: acme is one tenant, bolt the other. */
final class Someone {

    static final CertificateIdentity.Device PRESS = device("acme", "bremen", "press-1");
    static final CertificateIdentity.Service RUNTIME = service("acme", "runtime");
    static final CertificateIdentity.Platform CONTROL_PLANE =
            new CertificateIdentity.Platform(new ServiceName("control-plane"));

    static CertificateIdentity.Device device(String tenant, String site, String device) {
        return new CertificateIdentity.Device(new TenantId(tenant), new SiteId(site), new DeviceId(device));
    }

    static CertificateIdentity.Service service(String tenant, String name) {
        return new CertificateIdentity.Service(new TenantId(tenant), new ServiceName(name));
    }

    static Decision denied(Denial reason) {
        return new Decision.Denied(reason);
    }

    private Someone() {}
}
