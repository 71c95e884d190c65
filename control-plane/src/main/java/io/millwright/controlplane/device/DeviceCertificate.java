package io.millwright.controlplane.device;

import io.millwright.wire.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that was given to a device.
 *
 * @param serial lower-case hexadecimal
 * @param revokeAt from when on it is no good
 * @param deniedAt when the broker said that it knows
 */
public record DeviceCertificate(
        String serial,
        DeviceId device,
        TenantLife life,
        String pem,
        String publicKey,
        Instant issuedAt,
        Instant notAfter,
        @Nullable Instant revokeAt,
        @Nullable Instant deniedAt) {

    public boolean isGoodAt(Instant moment) {
        return moment.isBefore(notAfter) && (revokeAt == null || moment.isBefore(revokeAt));
    }
}
