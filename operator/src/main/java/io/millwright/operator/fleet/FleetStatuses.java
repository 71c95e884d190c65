package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.Condition;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.operator.site.ReadyCondition;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** From a resolution to the operator's part of a fleet's status; the control plane's part is never in it. */
final class FleetStatuses {

    static DeviceFleetStatus desired(DeviceFleet fleet, FleetResolution resolution, Clock clock) {
        long generation = fleet.getMetadata().getGeneration();
        List<Condition> present = fleet.getStatus().getConditions();
        DeviceFleetStatus status = new DeviceFleetStatus();
        status.setObservedGeneration(generation);
        // What was rolled out last stays true while a new configuration cannot be made.
        status.setConfiguration(
                resolution instanceof FleetResolution.Resolved(FleetPlan plan)
                        ? plan.hash()
                        : fleet.getStatus().getConfiguration());
        status.setConditions(List.of(ReadyCondition.of(ready(resolution), present, generation, clock)));
        return status;
    }

    static Verdict ready(FleetResolution resolution) {
        return switch (resolution) {
            case FleetResolution.Resolved resolved ->
                Verdict.good("ConfigurationRendered", "The configuration can be signed and rolled out.");
            case FleetResolution.Unusable unusable -> unusable.verdict();
        };
    }

    /** Whether what the operator owns differs; what the control plane wrote meanwhile does not count. */
    static boolean same(DeviceFleetStatus present, DeviceFleetStatus desired) {
        return Objects.equals(present.getObservedGeneration(), desired.getObservedGeneration())
                && Objects.equals(present.getConfiguration(), desired.getConfiguration())
                && present.getConditions().equals(desired.getConditions());
    }

    private FleetStatuses() {}
}
