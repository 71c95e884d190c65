package io.millwright.operator.historian.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.operator.plan.BackupTarget;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;

/** Secret {@code historian-backup}: the key to the object storage, where the pods have no identity of their own there. */
public final class HistorianBackupSecret implements TenantObject<Secret> {

    static final String ACCESS_KEY_ID = "ACCESS_KEY_ID";
    static final String SECRET_ACCESS_KEY = "ACCESS_SECRET_KEY";

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.HISTORIAN_BACKUP;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        BackupTarget target = plan.installation().historianClusters().backup();
        return plan.historianCluster() && target != null && target.login() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        Credentials login = Objects.requireNonNull(
                Objects.requireNonNull(plan.installation().historianClusters().backup())
                        .login());
        return new SecretBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN))
                .withType("Opaque")
                .addToData(ACCESS_KEY_ID, Secrets.encode(login.username()))
                .addToData(SECRET_ACCESS_KEY, Secrets.encode(login.password()))
                .build();
    }
}
