package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.GrafanaSecrets;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code grafana}: the administrator's login, the key of what Grafana encrypts, the historian's reader. */
public final class GrafanaSecret implements TenantObject<Secret> {

    static final String ADMINISTRATOR = "admin";
    static final String ADMINISTRATOR_PASSWORD = "admin.password";
    static final String SECRET_KEY = "secret.key";
    static final String HISTORIAN_PASSWORD = "historian.password";

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().grafana() != null && plan.material().database() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        GrafanaSecrets grafana = Objects.requireNonNull(plan.material().grafana());
        DatabaseCredentials database = Objects.requireNonNull(plan.material().database());
        return new SecretBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .withType("Opaque")
                .addToData(ADMINISTRATOR_PASSWORD, Secrets.encode(grafana.administratorPassword()))
                .addToData(SECRET_KEY, Secrets.encode(grafana.secretKey()))
                .addToData(HISTORIAN_PASSWORD, Secrets.encode(database.reader().password()))
                .build();
    }
}
