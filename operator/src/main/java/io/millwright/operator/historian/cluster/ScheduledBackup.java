package io.millwright.operator.historian.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** CloudNativePG's {@code ScheduledBackup}, as far as it is used here. */
@Group("postgresql.cnpg.io")
@Version("v1")
@Kind("ScheduledBackup")
@Singular("scheduledbackup")
@Plural("scheduledbackups")
public final class ScheduledBackup extends CustomResource<ScheduledBackup.Spec, ScheduledBackup.Status>
        implements Namespaced {

    /**
     * @param immediate the first one is made at once
     * @param backupOwnerReference what takes the records of backups away with it; the files stay
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Spec(
            String schedule,
            boolean immediate,
            PostgresClusterSpec.Reference cluster,
            String method,
            String backupOwnerReference) {}

    /** Nothing of it is read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status() {}

    @Override
    protected @Nullable Spec initSpec() {
        return null;
    }

    @Override
    protected @Nullable Status initStatus() {
        return null;
    }
}
