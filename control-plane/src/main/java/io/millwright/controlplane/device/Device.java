package io.millwright.controlplane.device;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device as the registry knows it.
 *
 * @param site that its certificates and topics name now
 * @param waitsFor why a person has to look, while it is pending
 * @param movesTo the fleet it belongs to from its next renewal on
 */
public record Device(
        DeviceId id,
        TenantLife life,
        String fleet,
        SiteId site,
        DeviceState state,
        @Nullable String waitsFor,
        String serial,
        String model,
        Parameters parameters,
        String publicKey,
        Instant createdAt,
        @Nullable Instant enrolledAt,
        @Nullable Instant revokedAt,
        @Nullable String movesTo,
        Told told) {

    /**
     * What it was told to do.
     *
     * @param version of the last signing; 0 before the first
     * @param online whether it was connected when this was sent
     * @param said what it had said last when this was sent
     */
    public record Told(
            long version,
            @Nullable String hash,
            @Nullable String jws,
            @Nullable Instant signedAt,
            @Nullable Instant sentAt,
            boolean online,
            @Nullable String said,
            @Nullable Instant acknowledgedAt,
            @Nullable String error) {

        public static Told nothing() {
            return new Told(0, null, null, null, null, false, null, null, null);
        }
    }

    public CertificateIdentity.Device identity() {
        return new CertificateIdentity.Device(life.tenant(), site, id);
    }
}
