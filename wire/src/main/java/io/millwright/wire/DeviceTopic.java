package io.millwright.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One documented topic of one device. */
public record DeviceTopic(TenantId tenant, SiteId site, DeviceId device, TopicKind kind) {

    /** The topic if it is a documented one; empty for anything else, well formed or not. */
    public static Optional<DeviceTopic> parse(String topic) {
        return Levels.ofTopic(topic).flatMap(DeviceTopic::of);
    }

    private static Optional<DeviceTopic> of(List<String> levels) {
        if (levels.size() < 6
                || !levels.subList(0, 2).equals(Levels.ROOT)
                || !levels.subList(2, 5).stream().allMatch(Label::is)
                || levels.get(2).equals(TenantId.RESERVED)
                || levels.get(3).equals(SiteId.RESERVED)) {
            return Optional.empty();
        }
        return TopicKind.of(levels.subList(5, levels.size()))
                .map(kind -> new DeviceTopic(
                        new TenantId(levels.get(2)), new SiteId(levels.get(3)), new DeviceId(levels.get(4)), kind));
    }

    /** The topic as it stands in a packet. */
    public String name() {
        List<String> levels = new ArrayList<>(Levels.ROOT);
        levels.addAll(List.of(tenant.value(), site.value(), device.value()));
        levels.addAll(kind.levels());
        return String.join("/", levels);
    }
}
