package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** ConfigMap {@code grafana-dashboards}: the shipped dashboards; Grafana takes up a change without a restart. */
public final class GrafanaDashboards implements TenantObject<ConfigMap> {

    @Override
    public Class<ConfigMap> type() {
        return ConfigMap.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA_DASHBOARDS;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards();
    }

    @Override
    public ConfigMap desired(TenantPlan plan) {
        ConfigMapBuilder map =
                new ConfigMapBuilder().withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA));
        for (Dashboard dashboard : Dashboard.SHIPPED) {
            map.addToData(dashboard.file(), dashboard.json());
        }
        return map.build();
    }
}
