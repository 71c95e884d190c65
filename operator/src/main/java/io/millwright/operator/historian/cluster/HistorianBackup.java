package io.millwright.operator.historian.cluster;

import io.millwright.operator.plan.BackupTarget;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Objects;
import java.util.Optional;

/** {@code ScheduledBackup} of a historian of several instances; what it made stays in the object storage when it goes. */
public final class HistorianBackup implements TenantObject<ScheduledBackup> {

    @Override
    public Class<ScheduledBackup> type() {
        return ScheduledBackup.class;
    }

    @Override
    public Optional<OptionalApi> api() {
        return Optional.of(OptionalApi.CLOUD_NATIVE_PG);
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.historianCluster(plan.incarnation());
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.historianCluster()
                && plan.installation().historianClusters().backup() != null;
    }

    @Override
    public ScheduledBackup desired(TenantPlan plan) {
        BackupTarget target =
                Objects.requireNonNull(plan.installation().historianClusters().backup());
        ScheduledBackup backup = new ScheduledBackup();
        backup.setMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.HISTORIAN));
        backup.setSpec(new ScheduledBackup.Spec(
                target.schedule(),
                true,
                new PostgresClusterSpec.Reference(Names.historianCluster(plan.incarnation())),
                "barmanObjectStore",
                "cluster"));
        return backup;
    }
}
