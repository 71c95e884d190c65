package io.millwright.wire;

import java.util.List;
import java.util.Optional;

/** Reads {@code urn:millwright:...} exactly: no other case, no escapes, no trailing parts. */
final class Urn {

    static final String PREFIX = "urn:millwright:";

    private static final int LONGEST = PREFIX.length() + 3 * (Label.LONGEST + 1);

    static Optional<CertificateIdentity> read(String urn) {
        if (urn.length() > LONGEST || !urn.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<String> parts = List.of(urn.substring(PREFIX.length()).split(":", -1));
        if (!parts.stream().allMatch(Label::is)) {
            return Optional.empty();
        }
        if (parts.getFirst().equals(TenantId.RESERVED)) {
            return parts.size() == 2
                    ? Optional.of(new CertificateIdentity.Platform(new ServiceName(parts.getLast())))
                    : Optional.empty();
        }
        if (parts.size() != 3) {
            return Optional.empty();
        }
        TenantId tenant = new TenantId(parts.get(0));
        return Optional.of(
                parts.get(1).equals(SiteId.RESERVED)
                        ? new CertificateIdentity.Service(tenant, new ServiceName(parts.get(2)))
                        : new CertificateIdentity.Device(tenant, new SiteId(parts.get(1)), new DeviceId(parts.get(2))));
    }

    private Urn() {}
}
