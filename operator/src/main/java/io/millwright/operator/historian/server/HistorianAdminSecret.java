package io.millwright.operator.historian.server;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code historian-admin}: the login the server is born with and the operator makes databases with. */
public final class HistorianAdminSecret implements TenantObject<Secret> {

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.HISTORIAN_ADMIN;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownHistorian();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().historianAdministrator() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        Secret login = Secrets.login(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN),
                Objects.requireNonNull(plan.material().historianAdministrator()));
        return plan.historianCluster()
                ? login.edit().withType("kubernetes.io/basic-auth").build()
                : login;
    }
}
