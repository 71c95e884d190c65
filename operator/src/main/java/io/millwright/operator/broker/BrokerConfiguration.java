package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Map;
import java.util.Objects;

/** ConfigMap {@code broker-config} of a tenant's own broker, which accepts that tenant's authority of now. */
public final class BrokerConfiguration implements TenantObject<ConfigMap> {

    @Override
    public Class<ConfigMap> type() {
        return ConfigMap.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER_CONFIG;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownBroker();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().authorityKey() != null;
    }

    @Override
    public ConfigMap desired(TenantPlan plan) {
        String key = Objects.requireNonNull(plan.material().authorityKey());
        return new ConfigMapBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER))
                .addToData(BrokerProperties.KEY, BrokerProperties.ofTenant(plan))
                .addToData(BrokerAuthorities.KEY, BrokerAuthorities.text(Map.of(plan.tenant(), key)))
                .build();
    }
}
