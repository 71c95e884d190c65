package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.PortStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.millwright.operator.broker.BrokerRoute;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.dashboards.GrafanaRoute;
import io.millwright.operator.historian.cluster.ClusterState;
import io.millwright.operator.historian.cluster.PostgresCluster;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tenant's workloads say of themselves.
 *
 * @param mqtt where its broker is reached, from outside
 * @param grafana the tenant's own; one that it has not is not missed
 * @param dashboardsRoute of the Gateway to it; where there is none, nobody refuses it
 * @param mounted whether the runtime that serves it has been given its Secret
 * @param historianRemarks what there is to say of a historian that runs
 */
record Observation(
        WorkloadState broker,
        Optional<String> mqtt,
        WorkloadState historian,
        WorkloadState runtime,
        boolean mounted,
        WorkloadState grafana,
        RouteState dashboardsRoute,
        List<Remark> historianRemarks) {

    /** @param volume why the historian's volume is not as large as the limit says */
    static Observation of(TenantPlan plan, Cluster<?> cluster, Optional<String> volume) {
        Optional<PostgresCluster> instances = instances(plan, cluster);
        Optional<Deployment> runtime = cluster.read(Deployment.class, plan.runtimeNamespace(), Names.RUNTIME);
        return new Observation(
                WorkloadState.of(cluster.read(StatefulSet.class, plan.brokerNamespace(), Names.BROKER)),
                mqtt(plan, cluster),
                historian(plan, instances, cluster),
                plan.ownRuntime() ? WorkloadState.ofDeployment(runtime) : WorkloadState.ofSharedDeployment(runtime),
                runtime.filter(deployment -> mounts(deployment, plan.tenant())).isPresent(),
                plan.ownDashboards()
                        ? WorkloadState.ofDeployment(cluster.read(Deployment.class, plan.namespace(), Names.GRAFANA))
                        : new WorkloadState.Running(),
                new GrafanaRoute().wanted(plan) ? new GrafanaRoute().state(plan, cluster) : new RouteState.Accepted(),
                HistorianRemarks.of(plan, instances, volume));
    }

    private static Optional<PostgresCluster> instances(TenantPlan plan, Cluster<?> cluster) {
        return plan.historianCluster() && plan.installation().offers().contains(OptionalApi.CLOUD_NATIVE_PG)
                ? cluster.read(PostgresCluster.class, plan.namespace(), Names.historianCluster(plan.incarnation()))
                : Optional.empty();
    }

    private static WorkloadState historian(TenantPlan plan, Optional<PostgresCluster> instances, Cluster<?> cluster) {
        if (plan.historianServer()) {
            return WorkloadState.of(cluster.read(StatefulSet.class, plan.namespace(), Names.HISTORIAN));
        }
        if (!plan.historianCluster()) {
            return new WorkloadState.Running();
        }
        if (!plan.installation().offers().contains(OptionalApi.CLOUD_NATIVE_PG)) {
            return new WorkloadState.Refused(
                    "ClusterApiMissing",
                    "The historian is a CloudNativePG Cluster, which this cluster no longer serves; install"
                            + " CloudNativePG again, and nothing else is made in its place.");
        }
        return ClusterState.of(instances, plan.tier().historian().replicas());
    }

    /** A volume that is never bound brings no event, and neither does a pod that gets no image. */
    boolean isStarting() {
        return Stream.of(broker, historian, runtime, grafana).anyMatch(WorkloadState.Starting.class::isInstance);
    }

    /** Whether a runtime has been given the Secret of a tenant. */
    static boolean mounts(Deployment deployment, String tenant) {
        return secrets(deployment).anyMatch(Names.runtimeSecret(tenant)::equals);
    }

    /** How many tenants a runtime has been given. */
    static long served(Deployment deployment) {
        return secrets(deployment)
                .filter(name -> name.startsWith(Names.runtimeSecret("")))
                .distinct()
                .count();
    }

    /** Names of the Secrets that its pods are given in projected volumes. */
    private static Stream<String> secrets(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .filter(source -> source.getSecret() != null)
                .map(source -> source.getSecret().getName());
    }

    /**
     * The installation's own name, once the Gateway takes it or there is a load balancer for it; without a domain, where the load
     * balancer says it listens.
     */
    private static Optional<String> mqtt(TenantPlan plan, Cluster<?> cluster) {
        if (plan.waits() && !plan.ownBroker()) {
            return Optional.empty();
        }
        if (plan.installation().mqttGateway().isPresent()) {
            return BrokerRoute.of(plan.installation().offers())
                    .filter(route -> route.state(plan, cluster) instanceof RouteState.Accepted)
                    .flatMap(_ -> plan.installation().brokerHost(plan.tenant()))
                    .map(host -> "mqtts://" + host + ":" + Names.MQTT_PORT);
        }
        Optional<LoadBalancerIngress> ingress = cluster.read(Service.class, plan.brokerNamespace(), Names.BROKER)
                .flatMap(service -> Optional.ofNullable(service.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                .map(LoadBalancerStatus::getIngress)
                .flatMap(list -> list.stream().findFirst());
        Optional<String> named =
                plan.installation().brokerHost(plan.tenant()).map(host -> host + ":" + Names.MQTT_PORT);
        return ingress.flatMap(found -> named.or(() -> address(found))).map(address -> "mqtts://" + address);
    }

    private static Optional<String> address(LoadBalancerIngress ingress) {
        int port =
                ingress.getPorts().stream().findFirst().map(PortStatus::getPort).orElse(Names.MQTT_PORT);
        return Optional.ofNullable(ingress.getIp())
                .or(() -> Optional.ofNullable(ingress.getHostname()))
                .map(host -> (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
