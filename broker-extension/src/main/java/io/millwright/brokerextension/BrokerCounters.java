package io.millwright.brokerextension;

import io.millwright.wire.TenantId;
import java.util.Map;

/**
 * What a broker counted since its start; all numbers only grow, except {@code connections}.
 *
 * @param byTenant one entry per tenant whose certificate was ever seen, so a stranger cannot make this grow
 * @param unidentified refusals of clients whose tenant is unknown, by reason
 * @param dropped messages that a full queue or a gone client cost, of all tenants
 */
public record BrokerCounters(Map<TenantId, OfTenant> byTenant, Map<String, Long> unidentified, long dropped) {

    /**
     * One tenant's share. Reasons are the names in {@link Refusal}, {@link io.millwright.wire.Denial} and {@link
     * io.millwright.wire.IdentityRefusal}.
     *
     * @param connections clients connected now
     * @param accepted publishes that passed the rights and went to their subscribers
     * @param telemetryAccepted those of them that are devices' telemetry: what the historian must account for
     * @param bytesAccepted payload bytes of {@code accepted}
     * @param messagesRefused publishes that did not pass
     * @param refused everything refused, connections and subscriptions included, by reason
     */
    public record OfTenant(
            long connections,
            long accepted,
            long telemetryAccepted,
            long bytesAccepted,
            long messagesRefused,
            Map<String, Long> refused) {

        static final OfTenant NOTHING = new OfTenant(0, 0, 0, 0, 0, Map.of());

        public long refused(Enum<?> reason) {
            return refused.getOrDefault(reason.name(), 0L);
        }
    }

    /** A tenant that was never seen has counted nothing. */
    public OfTenant of(TenantId tenant) {
        return byTenant.getOrDefault(tenant, OfTenant.NOTHING);
    }

    public long unidentified(Enum<?> reason) {
        return unidentified.getOrDefault(reason.name(), 0L);
    }
}
