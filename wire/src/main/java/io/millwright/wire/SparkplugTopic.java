package io.millwright.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code spBv1.0/{tenant}/{kind}/{site}.{device}[/{sub-device}]}: the group is the tenant and the edge node a device, both as its
 * certificate has them.
 *
 * @param subDevice what lies behind the edge node, by a name of its own choosing; of kinds {@code D...} alone
 */
public record SparkplugTopic(
        TenantId tenant,
        SiteId site,
        DeviceId device,
        SparkplugKind kind,
        @Nullable String subDevice) {

    static final String NAMESPACE = "spBv1.0";
    static final String STATE = "STATE";

    /** No label holds a dot, so a pair of them reads in one way only. */
    private static final char DOT = '.';

    public SparkplugTopic {
        if (kind.ofSubDevice() == (subDevice == null)) {
            throw new IllegalArgumentException("a sub-device is named by the kinds that are of one");
        }
    }

    /** The topic if it is one of Sparkplug as it is spoken here; empty for anything else, {@code STATE} among it. */
    public static Optional<SparkplugTopic> parse(String topic) {
        return topic.startsWith(NAMESPACE) ? Levels.ofTopic(topic).flatMap(SparkplugTopic::of) : Optional.empty();
    }

    private static Optional<SparkplugTopic> of(List<String> levels) {
        if (levels.size() < 4
                || !levels.getFirst().equals(NAMESPACE)
                || !Label.is(levels.get(1))
                || levels.get(1).equals(TenantId.RESERVED)) {
            return Optional.empty();
        }
        String node = levels.get(3);
        int dot = node.indexOf(DOT);
        if (dot < 0
                || !Label.is(node.substring(0, dot))
                || node.substring(0, dot).equals(SiteId.RESERVED)
                || !Label.is(node.substring(dot + 1))) {
            return Optional.empty();
        }
        return SparkplugKind.of(levels.get(2))
                .filter(kind -> levels.size() == (kind.ofSubDevice() ? 5 : 4))
                .map(kind -> new SparkplugTopic(
                        new TenantId(levels.get(1)),
                        new SiteId(node.substring(0, dot)),
                        new DeviceId(node.substring(dot + 1)),
                        kind,
                        kind.ofSubDevice() ? levels.get(4) : null));
    }

    /** The edge node id of a device: {@code <site>.<device>}. */
    public static String edgeNode(SiteId site, DeviceId device) {
        return site.value() + DOT + device.value();
    }

    /** Where the tenant's runtime says whether it listens: the host id is the tenant. */
    public static String hostState(TenantId tenant) {
        return String.join("/", NAMESPACE, STATE, tenant.value());
    }

    /** The same edge node's topic of another kind, about the edge node itself. */
    public SparkplugTopic ofNode(SparkplugKind other) {
        return new SparkplugTopic(tenant, site, device, other, null);
    }

    /** The topic as it stands in a packet. */
    public String name() {
        List<String> levels = new ArrayList<>(List.of(NAMESPACE, tenant.value(), kind.name(), edgeNode(site, device)));
        if (subDevice != null) {
            levels.add(subDevice);
        }
        return String.join("/", levels);
    }
}
