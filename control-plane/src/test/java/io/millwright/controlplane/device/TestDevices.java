package io.millwright.controlplane.device;

import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.time.Instant;
import java.util.Map;

/** Devices in the registry as enrollment leaves them, without an agent. */
public final class TestDevices {

    public static void active(TestPlatform platform, TenantId tenant, String id, String fleet, String site) {
        TenantLife life = TenantLife.of(platform.bean(Cluster.class), tenant).orElseThrow();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        platform.bean(Devices.class)
                .insert(new Device(
                        new DeviceId(id),
                        life,
                        fleet,
                        new SiteId(site),
                        DeviceState.ACTIVE,
                        null,
                        "SN-" + id,
                        "test",
                        new Parameters(Map.of()),
                        "key-of-" + id,
                        now,
                        now,
                        null,
                        null,
                        Device.Told.nothing()));
    }

    private TestDevices() {}
}
