package io.millwright.controlplane.fleet;

import io.millwright.controlplane.cluster.ConditionView;
import io.millwright.crd.v1alpha1.Connection;
import io.millwright.crd.v1alpha1.DeviceCertificate;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetSpec;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.crd.v1alpha1.Enrollment;
import io.millwright.crd.v1alpha1.Rollout;
import io.millwright.crd.v1alpha1.RolloutStatus;
import io.millwright.crd.v1alpha1.Tag;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fleet as the API shows it.
 *
 * @param createdAt RFC 3339
 */
public record FleetView(
        String name,
        String siteRef,
        List<Connection> connections,
        List<Tag> tags,
        Enrollment enrollment,
        DeviceCertificate certificate,
        Rollout rollout,
        String createdAt,
        Status status) {

    /** What runs, as the operator and the control plane report it. */
    @Schema(name = "FleetStatus")
    public record Status(
            boolean ready,
            @Nullable String configuration,
            int enrolled,
            int connected,
            int pendingApproval,
            @Nullable RolloutStatus rollout,
            List<ConditionView> conditions) {}

    public static FleetView of(DeviceFleet fleet) {
        DeviceFleetSpec spec = fleet.getSpec() == null ? new DeviceFleetSpec() : fleet.getSpec();
        return new FleetView(
                fleet.getMetadata().getName(),
                spec.getSiteRef(),
                spec.getConnections(),
                spec.getTags(),
                spec.getEnrollment(),
                spec.getCertificate(),
                spec.getRollout(),
                fleet.getMetadata().getCreationTimestamp(),
                status(fleet.getStatus() == null ? new DeviceFleetStatus() : fleet.getStatus()));
    }

    private static Status status(DeviceFleetStatus status) {
        List<ConditionView> conditions = ConditionView.of(status.getConditions());
        return new Status(
                ConditionView.ready(conditions),
                status.getConfiguration(),
                Objects.requireNonNullElse(status.getEnrolled(), 0),
                Objects.requireNonNullElse(status.getConnected(), 0),
                Objects.requireNonNullElse(status.getPendingApproval(), 0),
                status.getRollout(),
                conditions);
    }
}
