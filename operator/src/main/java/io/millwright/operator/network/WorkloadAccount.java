package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.function.Predicate;

/** An account of its own for each workload, so that rights never arrive by sharing; none of them gets a token. */
public record WorkloadAccount(String workload, Predicate<TenantPlan> present) implements TenantObject<ServiceAccount> {

    @Override
    public Class<ServiceAccount> type() {
        return ServiceAccount.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return workload;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return present.test(plan);
    }

    @Override
    public ServiceAccount desired(TenantPlan plan) {
        return new ServiceAccountBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), workload))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
