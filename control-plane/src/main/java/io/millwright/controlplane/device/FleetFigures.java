package io.millwright.controlplane.device;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.crd.v1alpha1.RolloutStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes our part of a fleet's status, and only that: on change, at once the first time and then at most once a minute. */
@Component
class FleetFigures {

    private static final Logger LOG = LoggerFactory.getLogger(FleetFigures.class);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("millwright-control-plane")
            .withForce(true)
            .build();

    /** What the status says about devices; null is not known. */
    private record Figures(
            int enrolled,
            @Nullable Integer connected,
            int pending,
            @Nullable Integer step,
            @Nullable Integer updated,
            @Nullable Integer failed) {

        static Figures of(DeviceFleetStatus status) {
            RolloutStatus rollout = status.getRollout();
            return new Figures(
                    status.getEnrolled() == null ? -1 : status.getEnrolled(),
                    status.getConnected(),
                    status.getPendingApproval() == null ? -1 : status.getPendingApproval(),
                    rollout == null ? null : rollout.getStep(),
                    rollout == null ? null : rollout.getUpdated(),
                    rollout == null ? null : rollout.getFailed());
        }
    }

    private final KubernetesClient kubernetes;
    private final Devices devices;
    private final RolloutSettings settings;
    private final Clock clock;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    FleetFigures(KubernetesClient kubernetes, Devices devices, RolloutSettings settings, Clock clock) {
        this.kubernetes = kubernetes;
        this.devices = devices;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is not known now stays as it was written last. */
    void tell(TenantLife life, DeviceFleet fleet, Optional<Map<String, DeviceState>> live, Optional<RolloutStep> step) {
        String uid = fleet.getMetadata().getUid();
        Instant before = written.get(uid);
        if (before != null && clock.instant().isBefore(before.plus(settings.statusEvery()))) {
            return;
        }
        Figures present = Figures.of(fleet.getStatus());
        Figures figures = figures(life, fleet, live, step, present);
        if (!figures.equals(present)) {
            apply(fleet, figures);
            written.put(uid, clock.instant());
        }
    }

    private Figures figures(
            TenantLife life,
            DeviceFleet fleet,
            Optional<Map<String, DeviceState>> live,
            Optional<RolloutStep> step,
            Figures present) {
        String name = fleet.getMetadata().getName();
        List<Device> active = devices.activeOf(life, name);
        List<Integer> steps = fleet.getSpec().getRollout().getSteps();
        return new Figures(
                active.size(),
                live.map(states -> connected(active, states)).orElse(present.connected()),
                devices.pendingOf(life, name),
                step.map(now -> steps.get(Math.min(now.step(), steps.size() - 1)))
                        .orElse(present.step()),
                step.map(RolloutStep::updated).orElse(present.updated()),
                step.map(RolloutStep::failed).orElse(present.failed()));
    }

    private static int connected(List<Device> active, Map<String, DeviceState> live) {
        return (int) active.stream()
                .map(device -> Optional.ofNullable(live.get(device.id().value())))
                .filter(state -> state.isPresent() && state.get().connected())
                .count();
    }

    /** Bound to the uid: a fleet made anew meanwhile refuses what is about the old one. */
    private void apply(DeviceFleet fleet, Figures figures) {
        DeviceFleetStatus status = new DeviceFleetStatus();
        status.setEnrolled(figures.enrolled());
        status.setConnected(figures.connected());
        status.setPendingApproval(figures.pending());
        if (figures.step() != null) {
            RolloutStatus rollout = new RolloutStatus();
            rollout.setStep(figures.step());
            rollout.setUpdated(figures.updated());
            rollout.setFailed(figures.failed());
            status.setRollout(rollout);
        }
        DeviceFleet patch = new DeviceFleet();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(fleet.getMetadata().getNamespace())
                .withName(fleet.getMetadata().getName())
                .withUid(fleet.getMetadata().getUid())
                .build());
        patch.setSpec(null);
        patch.setStatus(status);
        try {
            kubernetes.resource(patch).subresource("status").patch(APPLY);
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("namespace", fleet.getMetadata().getNamespace())
                    .addKeyValue("name", fleet.getMetadata().getName())
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("a fleet's status could not be written");
        }
    }
}
