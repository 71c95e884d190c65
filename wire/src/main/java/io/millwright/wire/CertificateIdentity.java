package io.millwright.wire;

import java.util.Optional;

/** Who a client certificate speaks for. Authority comes from here and never from a payload, a topic or a user name. */
public sealed interface CertificateIdentity {

    /** The URI subject alternative name that says the same. */
    String urn();

    /** {@code urn:millwright:<tenant>:<site>:<device>}, subject {@code O=<tenant>,OU=<site>,CN=<device>}. */
    record Device(TenantId tenant, SiteId site, DeviceId device) implements CertificateIdentity {
        @Override
        public String urn() {
            return Urn.PREFIX + tenant + ":" + site + ":" + device;
        }
    }

    /** {@code urn:millwright:<tenant>:service:<name>}, subject {@code O=<tenant>,OU=service,CN=<name>}. */
    record Service(TenantId tenant, ServiceName name) implements CertificateIdentity {
        @Override
        public String urn() {
            return Urn.PREFIX + tenant + ":" + SiteId.RESERVED + ":" + name;
        }
    }

    /** {@code urn:millwright:platform:<name>}, subject {@code O=Millwright Platform,CN=<name>}. */
    record Platform(ServiceName name) implements CertificateIdentity {
        @Override
        public String urn() {
            return Urn.PREFIX + TenantId.RESERVED + ":" + name;
        }
    }

    /** The tenant it belongs to; empty for the platform, which is no tenant. */
    default Optional<TenantId> tenantId() {
        return switch (this) {
            case Device device -> Optional.of(device.tenant());
            case Service service -> Optional.of(service.tenant());
            case Platform platform -> Optional.empty();
        };
    }
}
