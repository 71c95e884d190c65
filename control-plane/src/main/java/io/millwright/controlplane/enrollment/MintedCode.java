package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.wire.DeviceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claim code as it is remembered: without the code.
 *
 * @param publicKey SHA-256 of the key that used it
 */
public record MintedCode(
        UUID id,
        TenantLife life,
        String fleet,
        Parameters parameters,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable String publicKey,
        @Nullable DeviceId device,
        @Nullable Instant revokedAt) {

    public CodeState state(Instant now) {
        if (usedAt != null) {
            return CodeState.USED;
        }
        if (revokedAt != null) {
            return CodeState.REVOKED;
        }
        return isOver(now) ? CodeState.EXPIRED : CodeState.UNUSED;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
