package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.operator.plan.BrokerCredentials;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code broker-admin}: the key of EMQX's REST API as it reads it at start, and what its nodes share. */
public final class EmqxAdminSecret implements TenantObject<Secret> {

    static final String API_KEYS = "api-keys";
    static final String DASHBOARD = "dashboard.password";
    static final String COOKIE = "cookie";

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER_ADMIN;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.emqx();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().brokerCredentials() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        BrokerCredentials credentials = Objects.requireNonNull(plan.material().brokerCredentials());
        return new SecretBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER))
                .withType("Opaque")
                .addToData(
                        API_KEYS,
                        Secrets.encode(credentials.api().username() + ":"
                                + credentials.api().password() + "\n"))
                .addToData(DASHBOARD, Secrets.encode(credentials.dashboardPassword()))
                .addToData(COOKIE, Secrets.encode(credentials.cookie()))
                .build();
    }
}
