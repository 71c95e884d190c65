package io.millwright.operator.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this installation of the platform decides for every tenant.
 *
 * @param domain DNS name below which brokers are reached, or null where none is (a laptop)
 * @param brokerNames names and addresses that every broker's certificate carries besides the cluster's
 * @param runtimeNames the same of every runtime's certificate
 * @param enrollmentNames what devices and agents dial to enroll, at least one
 * @param ownHistorianTemplate JDBC address of an own historian; {@code {namespace}} is replaced
 * @param historianClusters how historians of several instances are made
 * @param offers which optional APIs the cluster has, as they were when the operator started
 * @param gateway named for MQTT, or null; see {@link #mqttGateway()}
 * @param grafana null where dashboards are the portal's charts
 */
public record Installation(
        @Nullable String domain,
        Images images,
        List<String> brokerNames,
        List<String> runtimeNames,
        List<String> enrollmentNames,
        String pooledHistorianUrl,
        String ownHistorianTemplate,
        HistorianClusters historianClusters,
        Set<OptionalApi> offers,
        @Nullable GrafanaChoice grafana,
        @Nullable MqttGateway gateway) {

    /** The same installation on a cluster that has these APIs. */
    public Installation offering(Set<OptionalApi> found) {
        return new Installation(
                domain,
                images,
                brokerNames,
                runtimeNames,
                enrollmentNames,
                pooledHistorianUrl,
                ownHistorianTemplate,
                historianClusters,
                Set.copyOf(found),
                grafana,
                gateway);
    }

    /** The same installation with this Grafana, or with none. */
    public Installation with(@Nullable GrafanaChoice chosen) {
        return new Installation(
                domain,
                images,
                brokerNames,
                runtimeNames,
                enrollmentNames,
                pooledHistorianUrl,
                ownHistorianTemplate,
                historianClusters,
                offers,
                chosen,
                gateway);
    }

    /** The same installation whose historians of several instances are made so. */
    public Installation making(HistorianClusters clusters) {
        return new Installation(
                domain,
                images,
                brokerNames,
                runtimeNames,
                enrollmentNames,
                pooledHistorianUrl,
                ownHistorianTemplate,
                clusters,
                offers,
                grafana,
                gateway);
    }

    public String ownHistorianUrl(String namespace) {
        return ownHistorianTemplate.replace("{namespace}", namespace);
    }

    /** @param cluster name of the tenant's cluster */
    public String historianClusterUrl(String namespace, String cluster) {
        return historianClusters.urlTemplate().replace("{namespace}", namespace).replace("{cluster}", cluster);
    }

    /** The name a device dials for its tenant, the same in every tier. */
    public Optional<String> brokerHost(String tenant) {
        return domain == null ? Optional.empty() : Optional.of(tenant + ".mqtt." + domain);
    }

    /** The way to brokers, where the cluster has routes by server name and there are names; else each has a load balancer. */
    public Optional<MqttGateway> mqttGateway() {
        return domain == null || offers.stream().noneMatch(OptionalApi.GATEWAY_TLS::isVersionOf)
                ? Optional.empty()
                : Optional.ofNullable(gateway);
    }

    /** How browsers reach what runs for a tenant; closed without a domain, because there is no name then. */
    public HttpEntrance entrance() {
        return domain == null || grafana == null ? new HttpEntrance.Closed() : grafana.entrance(offers);
    }

    /** The name of a tenant's own Grafana; below one level, so that one certificate may cover all of them. */
    public Optional<String> dashboardsHost(String tenant) {
        return entrance() instanceof HttpEntrance.Closed
                ? Optional.empty()
                : Optional.of(tenant + ".dashboards." + domain);
    }

    /** @param broker HiveMQ CE with our extension
     * @param emqx EMQX of the 5.8 line, the last under Apache-2.0
     */
    public record Images(String broker, String emqx, String historian, String tenantRuntime) {}

    /**
     * @param image PostgreSQL with TimescaleDB, built for CloudNativePG
     * @param urlTemplate JDBC address of the primary; {@code {cluster}} and {@code {namespace}} are replaced
     * @param operatorNamespace where CloudNativePG's own operator runs
     * @param backup null: no backups are made
     */
    public record HistorianClusters(
            String image,
            String urlTemplate,
            String operatorNamespace,
            @Nullable BackupTarget backup) {}
}
