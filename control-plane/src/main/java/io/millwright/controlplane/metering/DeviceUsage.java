package io.millwright.controlplane.metering;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.DeviceRegistry;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.UsageOfDevice;
import io.millwright.controlplane.runtime.RuntimeReports.UsageOfSpan;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * What each device adds to the usage, asked of the tenant's runtime, which counts it in the transaction of the data. Nothing is
 * billed from it: the ledger is. A grant shows the devices that are at its sites now, with all they ever sent.
 */
@Service
public class DeviceUsage {

    private final RuntimeClient runtimes;
    private final DeviceRegistry registry;
    private final Devices devices;
    private final Cluster cluster;

    DeviceUsage(RuntimeClient runtimes, DeviceRegistry registry, Devices devices, Cluster cluster) {
        this.runtimes = runtimes;
        this.registry = registry;
        this.devices = devices;
        this.cluster = cluster;
    }

    /** Of one device. */
    public record OfDevice(String device, DeviceQuantities quantities) {}

    /** Of one span; the first one begins where its day or month does, and holds what was asked of it. */
    public record OfSpan(Instant from, DeviceQuantities quantities) {}

    /** Of every device that the grant shows and that stored something in these hours, in no order. */
    public List<OfDevice> all(TenantId tenant, Grant grant, Instant from, Instant to) {
        List<OfDevice> all = runtimes.usageByDevice(tenant, from, to).orProblem().stream()
                .map(DeviceUsage::of)
                .toList();
        if (grant.wholeTenant()) {
            return all;
        }
        Set<String> shown = TenantLife.of(cluster, tenant)
                .map(life -> devices.idsAt(life, grant.sites()))
                .orElse(Set.of());
        return all.stream().filter(one -> shown.contains(one.device())).toList();
    }

    /**
     * Of one device, by spans, ascending; a span without usage is left out unless it is all that was asked.
     *
     * @throws ProblemException 404 for a device that the grant does not show, there or not
     */
    public List<OfSpan> of(
            TenantId tenant, Grant grant, DeviceId device, Instant from, Instant to, Granularity granularity) {
        boolean shown = TenantLife.of(cluster, tenant)
                .flatMap(life -> registry.find(life, device, grant))
                .isPresent();
        if (!shown) {
            throw ProblemException.notFound("device");
        }
        Granularity asked = granularity == Granularity.TOTAL ? Granularity.MONTH : granularity;
        List<OfSpan> spans = runtimes.usageOfDevice(tenant, device, from, to, asked.key()).orProblem().stream()
                .map(DeviceUsage::of)
                .toList();
        return granularity == Granularity.TOTAL ? List.of(new OfSpan(from, sum(spans))) : spans;
    }

    private static OfDevice of(UsageOfDevice one) {
        return new OfDevice(
                one.device(), new DeviceQuantities(one.messages(), one.points(), one.bytesIn(), one.deviceHours()));
    }

    private static OfSpan of(UsageOfSpan one) {
        return new OfSpan(
                one.from(), new DeviceQuantities(one.messages(), one.points(), one.bytesIn(), one.deviceHours()));
    }

    private static DeviceQuantities sum(List<OfSpan> spans) {
        return spans.stream().map(OfSpan::quantities).reduce(DeviceQuantities.NONE, DeviceQuantities::plus);
    }
}
