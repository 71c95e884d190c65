package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Defaults for containers that name no resources, because the quota refuses those that have none. */
public final class TenantLimitRange implements TenantObject<LimitRange> {

    @Override
    public Class<LimitRange> type() {
        return LimitRange.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return "tenant";
    }

    @Override
    public LimitRange desired(TenantPlan plan) {
        return new LimitRangeBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), "quota"))
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .addToDefault("memory", new Quantity("256Mi"))
                .addToDefaultRequest("cpu", new Quantity("100m"))
                .addToDefaultRequest("memory", new Quantity("256Mi"))
                .endLimit()
                .endSpec()
                .build();
    }
}
