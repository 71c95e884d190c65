package io.millwright.wire;

import java.util.List;
import java.util.Optional;

/** Names what was wrong with something that is denied already; it can make nothing allowed. */
final class DenialReason {

    static Denial of(CertificateIdentity identity, TopicFilter wanted) {
        List<String> levels = wanted.levels();
        String first = levels.getFirst();
        if (first.equals("$share") || first.equals("$queue")) {
            return Denial.SHARED_SUBSCRIPTION;
        }
        if (first.startsWith("$")) {
            return Denial.SYSTEM_TOPIC;
        }
        Optional<TenantId> tenant = identity.tenantId();
        if (tenant.isEmpty()) {
            return Denial.NOT_A_BROKER_CLIENT;
        }
        if (first.equals(SparkplugTopic.NAMESPACE)) {
            return ofSparkplug(identity, tenant.get().value(), levels);
        }
        if (levels.size() < 3
                || !levels.subList(0, 2).equals(Levels.ROOT)
                || !levels.get(2).equals(tenant.get().value())) {
            return Denial.FOREIGN_TENANT;
        }
        if (identity instanceof CertificateIdentity.Device device && !below(device, levels)) {
            return Denial.FOREIGN_DEVICE;
        }
        return levels.size() > 5
                        && TopicKind.of(levels.subList(5, levels.size())).isPresent()
                ? Denial.WRONG_DIRECTION
                : Denial.UNDOCUMENTED_TOPIC;
    }

    private static Denial ofSparkplug(CertificateIdentity identity, String tenant, List<String> levels) {
        if (levels.equals(List.of(SparkplugTopic.NAMESPACE, SparkplugTopic.STATE, tenant))) {
            return Denial.WRONG_DIRECTION;
        }
        if (levels.size() < 2 || !levels.get(1).equals(tenant)) {
            return Denial.FOREIGN_TENANT;
        }
        if (identity instanceof CertificateIdentity.Device device
                && (levels.size() < 4
                        || !levels.get(3).equals(SparkplugTopic.edgeNode(device.site(), device.device())))) {
            return Denial.FOREIGN_DEVICE;
        }
        return levels.size() > 3
                        && SparkplugKind.of(levels.get(2))
                                .filter(kind -> levels.size() == (kind.ofSubDevice() ? 5 : 4))
                                .isPresent()
                ? Denial.WRONG_DIRECTION
                : Denial.UNDOCUMENTED_TOPIC;
    }

    private static boolean below(CertificateIdentity.Device device, List<String> levels) {
        return levels.size() >= 5
                && levels.get(3).equals(device.site().value())
                && levels.get(4).equals(device.device().value());
    }

    private DenialReason() {}
}
