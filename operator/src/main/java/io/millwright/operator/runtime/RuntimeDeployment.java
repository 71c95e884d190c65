package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;
import java.util.List;
import java.util.Objects;

/** Deployment {@code tenant-runtime} of a tenant with a runtime of its own. */
public final class RuntimeDeployment implements TenantObject<Deployment> {

    @Override
    public Class<Deployment> type() {
        return Deployment.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.RUNTIME;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownRuntime();
    }

    @Override
    public Deployment desired(TenantPlan plan) {
        Tier.RuntimeShape shape = plan.tier().runtime();
        DeploymentSpecBuilder spec = new DeploymentSpecBuilder()
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan.tenant(), Names.RUNTIME))
                .endSelector();
        if (!shape.scales()) {
            // With an autoscaler the number is the autoscaler's field.
            spec.withReplicas(shape.minimum());
        }
        return RestrictedPods.deployment(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.RUNTIME),
                spec.build(),
                RuntimePod.template(
                        Labels.ofTenant(plan.tenant(), Names.RUNTIME),
                        plan.installation().images().tenantRuntime(),
                        Objects.requireNonNull(shape.size()),
                        List.of(plan.tenant()),
                        RuntimeSecret.keys(plan)));
    }
}
