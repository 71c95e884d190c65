package io.millwright.controlplane.device.web;

import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.DeviceCertificate;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.controlplane.runtime.RuntimeReports.Gap;
import io.millwright.controlplane.runtime.RuntimeReports.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device as the API shows it: what the registry knows, and what its runtime says if it answers.
 *
 * @param movesTo the fleet it belongs to from its next renewal on
 * @param connected like all that follow absent while the runtime does not answer, or has never heard of the device
 */
record DeviceView(
        String id,
        String fleet,
        String site,
        String state,
        @Nullable String waitsFor,
        String serial,
        String model,
        Map<String, String> parameters,
        Instant createdAt,
        @Nullable Instant enrolledAt,
        @Nullable Instant revokedAt,
        @Nullable String movesTo,
        @Nullable CertificateView certificate,
        ConfigurationView configuration,
        @Nullable Boolean connected,
        @Nullable Instant lastSeen,
        @Nullable Double completeness,
        @Nullable List<StreamState> streams,
        @Nullable List<Gap> gaps) {

    /** Its newest certificate. */
    record CertificateView(
            String serial,
            Instant issuedAt,
            Instant notAfter,
            @Nullable Instant revokeAt) {}

    /** What it was told last, and what it said. */
    record ConfigurationView(
            @Nullable String hash,
            long version,
            @Nullable Instant sentAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String error) {}

    static DeviceView of(Device device, Optional<DeviceCertificate> certificate, Optional<DeviceState> live) {
        return new DeviceView(
                device.id().value(),
                device.fleet(),
                device.site().value(),
                device.state().text(),
                device.waitsFor(),
                device.serial(),
                device.model(),
                device.parameters().values(),
                device.createdAt(),
                device.enrolledAt(),
                device.revokedAt(),
                device.movesTo(),
                certificate
                        .map(one -> new CertificateView(one.serial(), one.issuedAt(), one.notAfter(), one.revokeAt()))
                        .orElse(null),
                new ConfigurationView(
                        device.told().hash(),
                        device.told().version(),
                        device.told().sentAt(),
                        device.told().acknowledgedAt(),
                        device.told().error()),
                live.map(DeviceState::connected).orElse(null),
                live.map(DeviceState::lastSeen).orElse(null),
                live.map(DeviceState::completeness).orElse(null),
                live.map(DeviceState::streams).orElse(null),
                live.map(DeviceState::gaps).orElse(null));
    }
}
