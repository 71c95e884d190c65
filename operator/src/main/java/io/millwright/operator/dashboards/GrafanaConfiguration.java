package io.millwright.operator.dashboards;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** ConfigMap {@code grafana-config}: settings, data source and where the dashboards lie; no secret. */
public final class GrafanaConfiguration implements TenantObject<ConfigMap> {

    static final String SETTINGS = "grafana.ini";
    static final String DATA_SOURCES = "datasources.yaml";
    static final String PROVIDERS = "dashboards.yaml";

    @Override
    public Class<ConfigMap> type() {
        return ConfigMap.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.GRAFANA_CONFIG;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownDashboards();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().database() != null;
    }

    @Override
    public ConfigMap desired(TenantPlan plan) {
        return new ConfigMapBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.GRAFANA))
                .withData(files(plan))
                .build();
    }

    /** What a pod reads at its start, and so what a pod is restarted for. */
    static Map<String, String> files(TenantPlan plan) {
        DatabaseCredentials database = Objects.requireNonNull(plan.material().database());
        Map<String, String> files = new LinkedHashMap<>();
        files.put(SETTINGS, GrafanaIni.text(address(plan)));
        files.put(DATA_SOURCES, Provisioning.dataSources(HistorianSource.of(plan, database)));
        files.put(PROVIDERS, Provisioning.dashboards());
        return files;
    }

    /** Without a way in from outside, what {@code kubectl port-forward} gives. */
    private static String address(TenantPlan plan) {
        return plan.dashboardsHost()
                .map(host -> "https://" + host + "/")
                .orElse("http://localhost:" + Names.GRAFANA_PORT + "/");
    }
}
