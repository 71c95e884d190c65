package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.millwright.operator.broker.BrokerConfiguration;
import io.millwright.operator.broker.BrokerDisruptionBudget;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.broker.BrokerService;
import io.millwright.operator.broker.BrokerStatefulSet;
import io.millwright.operator.broker.BrokerTlsSecret;
import io.millwright.operator.broker.EmqxAdminSecret;
import io.millwright.operator.broker.EmqxClientSecret;
import io.millwright.operator.broker.EmqxService;
import io.millwright.operator.dashboards.GrafanaConfiguration;
import io.millwright.operator.dashboards.GrafanaDashboards;
import io.millwright.operator.dashboards.GrafanaDeployment;
import io.millwright.operator.dashboards.GrafanaDisruptionBudget;
import io.millwright.operator.dashboards.GrafanaIngress;
import io.millwright.operator.dashboards.GrafanaRoute;
import io.millwright.operator.dashboards.GrafanaSecret;
import io.millwright.operator.dashboards.GrafanaService;
import io.millwright.operator.historian.cluster.HistorianBackup;
import io.millwright.operator.historian.cluster.HistorianBackupSecret;
import io.millwright.operator.historian.cluster.HistorianCluster;
import io.millwright.operator.historian.server.HistorianAdminSecret;
import io.millwright.operator.historian.server.HistorianService;
import io.millwright.operator.historian.server.HistorianStatefulSet;
import io.millwright.operator.network.TenantLimitRange;
import io.millwright.operator.network.TenantPolicy;
import io.millwright.operator.network.TenantQuota;
import io.millwright.operator.network.WorkloadAccount;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.pool.PoolNamespace;
import io.millwright.operator.pool.PooledAuthority;
import io.millwright.operator.runtime.RuntimeAutoscaler;
import io.millwright.operator.runtime.RuntimeDeployment;
import io.millwright.operator.runtime.RuntimeDisruptionBudget;
import io.millwright.operator.runtime.RuntimeSecret;
import io.millwright.operator.runtime.RuntimeService;
import io.millwright.operator.runtime.RuntimeTlsSecret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything a tenant consists of, in the order in which it is made; the namespace itself comes before all of it. */
final class Contents {

    static final List<TenantObject<?>> OBJECTS = List.of(
            // The fence stands before anything runs behind it.
            TenantPolicy.DEFAULT_DENY,
            new TenantQuota(),
            new TenantLimitRange(),
            TenantPolicy.BROKER,
            TenantPolicy.HISTORIAN,
            TenantPolicy.RUNTIME,
            TenantPolicy.GRAFANA,
            new WorkloadAccount(Names.BROKER, TenantPlan::ownBroker),
            // CloudNativePG makes the account of its pods itself.
            new WorkloadAccount(Names.HISTORIAN, TenantPlan::historianServer),
            new WorkloadAccount(Names.RUNTIME, TenantPlan::ownRuntime),
            new WorkloadAccount(Names.GRAFANA, TenantPlan::ownDashboards),
            // Data first: it takes longest to start.
            new HistorianAdminSecret(),
            new HistorianService(),
            new HistorianStatefulSet(),
            new HistorianBackupSecret(),
            new HistorianCluster(),
            new HistorianBackup(),
            new BrokerTlsSecret(),
            new EmqxClientSecret(),
            new EmqxAdminSecret(),
            new BrokerConfiguration(),
            EmqxService.NODES,
            EmqxService.ADMIN,
            new BrokerService(),
            BrokerRoute.V1,
            BrokerRoute.V1ALPHA3,
            BrokerRoute.V1ALPHA2,
            new BrokerStatefulSet(),
            new PoolNamespace(),
            new PooledAuthority(),
            new RuntimeSecret(),
            new RuntimeTlsSecret(),
            new RuntimeService(),
            new RuntimeDeployment(),
            // Then: whoever measures and stores does not wait for whoever looks.
            new GrafanaSecret(),
            new GrafanaConfiguration(),
            new GrafanaDashboards(),
            new GrafanaService(),
            new GrafanaDeployment(),
            // Last, while they start: what means something only to pods that run.
            new BrokerDisruptionBudget(),
            new RuntimeAutoscaler(),
            new RuntimeDisruptionBudget(),
            new GrafanaDisruptionBudget(),
            new GrafanaRoute(),
            new GrafanaIngress());

    /** What a tenant can consist of. */
    static Set<Class<? extends HasMetadata>> kinds() {
        return OBJECTS.stream().map(TenantObject::type).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Contents() {}
}
