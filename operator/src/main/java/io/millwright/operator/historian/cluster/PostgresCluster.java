package io.millwright.operator.historian.cluster;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** CloudNativePG's {@code Cluster}, as far as it is used here. */
@Group("postgresql.cnpg.io")
@Version("v1")
@Kind("Cluster")
@Singular("cluster")
@Plural("clusters")
public final class PostgresCluster extends CustomResource<PostgresClusterSpec, PostgresClusterStatus>
        implements Namespaced {

    @Override
    protected @Nullable PostgresClusterSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable PostgresClusterStatus initStatus() {
        return null;
    }
}
