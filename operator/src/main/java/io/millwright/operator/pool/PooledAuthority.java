package io.millwright.operator.pool;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * ConfigMap {@code authority-<tenant>} in a shard's namespace: that its broker serves this tenant, and the public key its
 * clients' certificates come from. {@link PoolReconciler} makes one list of them.
 */
public final class PooledAuthority implements TenantObject<ConfigMap> {

    private static final String KEY = "key";

    @Override
    public Class<ConfigMap> type() {
        return ConfigMap.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.pooledAuthority(plan.tenant());
    }

    @Override
    public String namespace(TenantPlan plan) {
        return plan.pool() == null ? Names.POOL_NAMESPACE : plan.pool();
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return !plan.ownBroker();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return !plan.waits() && plan.material().authorityKey() != null;
    }

    @Override
    public ConfigMap desired(TenantPlan plan) {
        return new ConfigMapBuilder()
                .withMetadata(Labels.metadata(plan, namespace(plan), name(plan), Names.BROKER))
                .addToData(KEY, Objects.requireNonNull(plan.material().authorityKey()))
                .build();
    }

    static Optional<String> keyOf(ConfigMap map) {
        Map<String, String> data = map.getData();
        return data == null ? Optional.empty() : Optional.ofNullable(data.get(KEY));
    }
}
