package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Keeps node maintenance from taking two brokers at once; with one broker it would only block the maintenance. */
public final class BrokerDisruptionBudget implements TenantObject<PodDisruptionBudget> {

    @Override
    public Class<PodDisruptionBudget> type() {
        return PodDisruptionBudget.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownBroker() && plan.tier().broker().replicas() > 1;
    }

    @Override
    public PodDisruptionBudget desired(TenantPlan plan) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.BROKER))
                .endSelector()
                .endSpec()
                .build();
    }
}
