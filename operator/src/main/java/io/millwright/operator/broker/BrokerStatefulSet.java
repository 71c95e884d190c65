package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.RestrictedPods;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tier.Tier;
import java.util.Objects;

/** StatefulSet {@code broker} of a tenant with a broker of its own. */
public final class BrokerStatefulSet implements TenantObject<StatefulSet> {

    @Override
    public Class<StatefulSet> type() {
        return StatefulSet.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownBroker();
    }

    @Override
    public StatefulSet desired(TenantPlan plan) {
        return RestrictedPods.set(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER),
                switch (plan.tier().broker().engine()) {
                    case HIVEMQ -> hivemq(plan);
                    case EMQX -> EmqxPod.spec(plan);
                });
    }

    private static StatefulSetSpec hivemq(TenantPlan plan) {
        Tier.BrokerShape shape = plan.tier().broker();
        return BrokerPod.spec(
                new BrokerPod.Placement(
                        plan.tenant(),
                        Labels.ofTenant(plan.tenant(), Names.BROKER),
                        plan.installation().images().broker(),
                        BrokerProperties.fingerprint(BrokerProperties.ofTenant(plan)),
                        Names.dataVolume(plan.incarnation())),
                shape.replicas(),
                Objects.requireNonNull(shape.size()),
                plan.volumes().brokerGi());
    }
}
