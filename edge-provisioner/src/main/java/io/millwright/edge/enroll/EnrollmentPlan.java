package io.millwright.edge.enroll;

import io.millwright.edge.trust.Fingerprint;
import io.millwright.wire.enrollment.ClaimCode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to enroll.
 *
 * @param origin {@code https://host[:port]}
 * @param pin the platform's root; null to rely on the system's trust store
 * @param parameters of the device, that its fleet's configuration asks for
 * @param patience how long an origin that cannot be reached is tried; a pending approval is waited for without end
 */
public record EnrollmentPlan(
        URI origin,
        @Nullable Fingerprint pin,
        ClaimCode code,
        String serial,
        String model,
        Map<String, String> parameters,
        Duration patience) {

    public EnrollmentPlan {
        parameters = Map.copyOf(parameters);
    }
}
