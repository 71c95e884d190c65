package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code broker-client}: what EMQX shows to the runtime when it asks who may connect, and whom it trusts there. */
public final class EmqxClientSecret implements TenantObject<Secret> {

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER_CLIENT;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.emqx();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().brokerClient() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        return Secrets.tls(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER),
                Objects.requireNonNull(plan.material().brokerClient()));
    }
}
