package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.status.TenantCondition;

/**
 * How many Tenants are not as they should be, by condition: what alerts on brokers, historians and runtimes go by. A suspended
 * Tenant is as somebody wants it. Counted from the cache when somebody scrapes.
 */
final class ConditionGauges {

    private ConditionGauges() {}

    static void register(ReconcileWatch<Tenant> watch, MeterRegistry meters) {
        for (TenantCondition condition : TenantCondition.values()) {
            Gauge.builder("millwright.operator.tenants.unready", watch, found -> unready(found, condition))
                    .tag("condition", condition.type())
                    .description("Tenants whose condition is not True, without the suspended ones")
                    .register(meters);
        }
    }

    private static long unready(ReconcileWatch<Tenant> watch, TenantCondition condition) {
        return watch.resources()
                .filter(tenant -> !tenant.getSpec().isSuspended() && !holds(tenant, condition))
                .count();
    }

    private static boolean holds(Tenant tenant, TenantCondition type) {
        return tenant.getStatus() != null
                && tenant.getStatus().getConditions().stream()
                        .filter(condition -> type.type().equals(condition.getType()))
                        .map(Condition::getStatus)
                        .anyMatch("True"::equals);
    }
}
