package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.Map;
import java.util.Objects;

/**
 * ConfigMap {@code broker-config} of a tenant's own broker. HiveMQ finds the tenant's authority of now in it; EMQX asks the
 * runtime, which knows it.
 */
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
        ConfigMapBuilder map =
                new ConfigMapBuilder().withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER));
        return switch (plan.tier().broker().engine()) {
            case HIVEMQ -> {
                String key = Objects.requireNonNull(plan.material().authorityKey());
                yield map.addToData(BrokerProperties.KEY, BrokerProperties.ofTenant(plan))
                        .addToData(BrokerAuthorities.KEY, BrokerAuthorities.text(Map.of(plan.tenant(), key)))
                        .build();
            }
            case EMQX ->
                map.addToData(EmqxConfiguration.KEY, EmqxConfiguration.of(plan)).build();
        };
    }
}
