package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Keeps node maintenance from taking every Grafana at once, where the tier promises more than one. */
public final class GrafanaDisruptionBudget implements TenantObject<PodDisruptionBudget> {

    @Override
    public Class<PodDisruptionBudget> type() {
        return PodDisruptionBudget.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards() && plan.tier().dashboards().replicas() > 1;
    }

    @Override
    public PodDisruptionBudget desired(TenantPlan plan) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.GRAFANA))
                .endSelector()
                .endSpec()
                .build();
    }
}
