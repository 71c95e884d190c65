package io.millwright.controlplane.device;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at every tenant again and again, each in a thread of its own: one whose runtime hangs holds up nobody else. */
@Component
class RolloutWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutWatch.class);

    private final Cluster cluster;
    private final Places places;
    private final Devices devices;
    private final FleetRollout rollout;
    private final FleetFigures figures;
    private final RuntimeClient runtime;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<TenantId> underWay = ConcurrentHashMap.newKeySet();

    RolloutWatch(
            Cluster cluster,
            Places places,
            Devices devices,
            FleetRollout rollout,
            FleetFigures figures,
            RuntimeClient runtime) {
        this.cluster = cluster;
        this.places = places;
        this.devices = devices;
        this.rollout = rollout;
        this.figures = figures;
        this.runtime = runtime;
    }

    @Scheduled(fixedDelayString = "${millwright.control-plane.rollout.poll:2s}")
    void lookAtAll() {
        for (Tenant tenant : cluster.tenants()) {
            Optional<TenantLife> life = tenantId(tenant).flatMap(id -> TenantLife.of(cluster, id));
            if (life.isPresent() && underWay.add(life.get().tenant())) {
                threads.execute(() -> lookAt(life.get()));
            }
        }
    }

    private void lookAt(TenantLife life) {
        try {
            List<DeviceFleet> fleets = cluster.fleets(life.tenant());
            if (!fleets.isEmpty()) {
                lookAt(life, fleets);
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("tenant", life.tenant()).setCause(e).log("a roll-out could not be looked at");
        } finally {
            underWay.remove(life.tenant());
        }
    }

    private void lookAt(TenantLife life, List<DeviceFleet> fleets) {
        boolean anybody = !devices.list(life, DeviceFilter.ALL, "", 1).isEmpty();
        if (!anybody && fleets.stream().allMatch(RolloutWatch::isKnownEmpty)) {
            return; // most tenants of a new installation: one query each
        }
        Optional<Map<String, DeviceState>> live = anybody ? live(life.tenant()) : Optional.of(Map.of());
        for (DeviceFleet fleet : fleets) {
            Optional<RolloutStep> step = live.flatMap(states -> proceed(life, fleet, states));
            figures.tell(life, fleet, live, step);
        }
    }

    private Optional<RolloutStep> proceed(TenantLife life, DeviceFleet fleet, Map<String, DeviceState> live) {
        return places.of(life, fleet.getMetadata().getName()) instanceof Place.Reading.Ready(Place place)
                ? Optional.of(rollout.proceed(place, live))
                : Optional.empty();
    }

    private static boolean isKnownEmpty(DeviceFleet fleet) {
        Integer enrolled = fleet.getStatus().getEnrolled();
        return enrolled != null && enrolled == 0;
    }

    /** Empty if the runtime cannot be asked: then nothing can be sent either. */
    private Optional<Map<String, DeviceState>> live(TenantId tenant) {
        return runtime.devices(tenant) instanceof RuntimeAnswer.Known<List<DeviceState>>(List<DeviceState> states)
                ? Optional.of(states.stream()
                        .collect(Collectors.toMap(DeviceState::device, Function.identity(), (one, _) -> one)))
                : Optional.empty();
    }

    private static Optional<TenantId> tenantId(Tenant tenant) {
        try {
            return Optional.of(new TenantId(tenant.getMetadata().getName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
