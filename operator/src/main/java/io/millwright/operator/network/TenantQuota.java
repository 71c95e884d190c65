package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;

/** What all of a tenant's pods together may take from the cluster. */
public final class TenantQuota implements TenantObject<ResourceQuota> {

    @Override
    public Class<ResourceQuota> type() {
        return ResourceQuota.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return "tenant";
    }

    @Override
    public ResourceQuota desired(TenantPlan plan) {
        Tier.Quota quota = plan.tier().quota();
        boolean balanced = plan.ownBroker() && plan.installation().mqttGateway().isEmpty();
        return new ResourceQuotaBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), "quota"))
                .withNewSpec()
                .addToHard("requests.cpu", new Quantity(quota.cpu()))
                .addToHard("requests.memory", new Quantity(quota.memory()))
                .addToHard("limits.memory", new Quantity(quota.memory()))
                .addToHard("pods", new Quantity(Integer.toString(quota.pods())))
                .addToHard("persistentvolumeclaims", new Quantity(Integer.toString(quota.volumes())))
                .addToHard(
                        "requests.storage",
                        quota.storageGi() == 0 ? new Quantity("0") : RestrictedPods.gibibytes(quota.storageGi()))
                .addToHard("services.loadbalancers", new Quantity(balanced ? "1" : "0"))
                // A load balancer takes one for each of its ports; nobody else gets a port of every node.
                .addToHard("services.nodeports", new Quantity(balanced ? "1" : "0"))
                .endSpec()
                .build();
    }
}
