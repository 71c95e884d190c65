package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;

/** Adds runtime replicas under load, where the tier allows more than one. */
public final class RuntimeAutoscaler implements TenantObject<HorizontalPodAutoscaler> {

    private static final int BUSY_PERCENT = 75;

    @Override
    public Class<HorizontalPodAutoscaler> type() {
        return HorizontalPodAutoscaler.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.RUNTIME;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownRuntime() && plan.tier().runtime().scales();
    }

    @Override
    public HorizontalPodAutoscaler desired(TenantPlan plan) {
        Tier.RuntimeShape shape = plan.tier().runtime();
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.RUNTIME))
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(Names.RUNTIME)
                .endScaleTargetRef()
                .withMinReplicas(shape.minimum())
                .withMaxReplicas(shape.maximum())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(BUSY_PERCENT)
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }
}
