package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Keeps node maintenance from taking every runtime at once, where the tier promises more than one. */
public final class RuntimeDisruptionBudget implements TenantObject<PodDisruptionBudget> {

    @Override
    public Class<PodDisruptionBudget> type() {
        return PodDisruptionBudget.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.RUNTIME;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownRuntime() && plan.tier().runtime().minimum() > 1;
    }

    @Override
    public PodDisruptionBudget desired(TenantPlan plan) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.RUNTIME))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.RUNTIME))
                .endSelector()
                .endSpec()
                .build();
    }
}
