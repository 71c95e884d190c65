package io.millwright.controlplane.overview;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.overview.Overview.DeviceFigures;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the devices of the sites that a grant is for: from the registry, and who is connected from the runtime. */
@Component
class DeviceCounting {

    private final Devices devices;
    private final RuntimeClient runtime;
    private final Cluster cluster;

    DeviceCounting(Devices devices, RuntimeClient runtime, Cluster cluster) {
        this.devices = devices;
        this.runtime = runtime;
        this.cluster = cluster;
    }

    /** Asks the registry now and the runtime in a thread of its own: who wants the figures waits for it. */
    Supplier<DeviceFigures> begin(TenantId tenant, Grant grant) {
        Optional<TenantLife> life = TenantLife.of(cluster, tenant);
        if (life.isEmpty()) {
            return () -> new DeviceFigures(0, 0, 0);
        }
        Devices.Standing standing = devices.standing(life.get(), grant.sites());
        int enrolled = standing.active().size();
        if (enrolled == 0) {
            return () -> new DeviceFigures(0, 0, standing.pending());
        }
        CompletableFuture<RuntimeAnswer<List<DeviceState>>> said =
                CompletableFuture.supplyAsync(() -> runtime.devices(tenant), Thread::startVirtualThread);
        return () -> new DeviceFigures(enrolled, connected(said.join(), standing.active()), standing.pending());
    }

    /** A device that was revoked a moment ago may still be connected; it does not count. */
    private static @Nullable Integer connected(RuntimeAnswer<List<DeviceState>> said, Set<String> active) {
        return said instanceof RuntimeAnswer.Known<List<DeviceState>>(List<DeviceState> states)
                ? (int) states.stream()
                        .filter(state -> state.connected() && active.contains(state.device()))
                        .count()
                : null;
    }
}
