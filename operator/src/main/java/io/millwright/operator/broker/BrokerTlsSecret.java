package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code broker-tls}: what the broker shows, and in {@code ca.crt} the CA its clients must come from. */
public final class BrokerTlsSecret implements TenantObject<Secret> {

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER_TLS;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownBroker();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().brokerTls() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        return Secrets.tls(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER),
                Objects.requireNonNull(plan.material().brokerTls()));
    }
}
