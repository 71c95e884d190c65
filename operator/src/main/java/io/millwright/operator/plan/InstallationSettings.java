package io.millwright.operator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the installation.
 *
 * @param version tag of our own images, the operator's own version unless said otherwise
 * @param broker what brokers are called besides their names in the cluster
 * @param runtime the same of runtimes
 * @param enrollment what is dialled to enroll
 * @param gateway what passes devices' connections on by server name
 */
@ConfigurationProperties("millwright.operator")
public record InstallationSettings(
        @Nullable String domain,
        @DefaultValue("latest") String version,
        @DefaultValue ImageSettings images,
        @DefaultValue BrokerSettings broker,
        @DefaultValue RuntimeSettings runtime,
        @DefaultValue EnrollmentSettings enrollment,
        @DefaultValue GatewaySettings gateway,
        @DefaultValue HistorianServers historian) {

    public record ImageSettings(
            @Nullable String broker,
            @Nullable String emqx,
            @Nullable String historian,
            @Nullable String historianCluster,
            @Nullable String tenantRuntime) {}

    /** @param additionalNames host names, or IP addresses, that a client on this machine dials */
    public record BrokerSettings(@DefaultValue List<String> additionalNames) {}

    /** @param additionalNames host names, or IP addresses, that a control plane on this machine dials */
    public record RuntimeSettings(@DefaultValue List<String> additionalNames) {}

    /** @param names host names, or IP addresses, of the enrollment origin, besides {@code enroll.<domain>} */
    public record EnrollmentSettings(@DefaultValue List<String> names) {}

    /**
     * The Gateway for MQTT, where there is one.
     *
     * @param section name of its listener, any that takes the route unless said otherwise
     */
    public record GatewaySettings(
            @Nullable String name,
            @DefaultValue(Names.SYSTEM_NAMESPACE) String namespace,
            @Nullable String section) {

        @Nullable
        MqttGateway gateway() {
            return name == null || name.isBlank()
                    ? null
                    : new MqttGateway(namespace, name, section == null || section.isBlank() ? null : section);
        }
    }

    /** Where historians are; the pooled one is somebody's server, an own one is made by the operator. */
    public record HistorianServers(
            @DefaultValue Pooled pooled,
            @DefaultValue Own own,
            @DefaultValue Cluster cluster) {

        public record Pooled(
                @DefaultValue("jdbc:postgresql://historian.millwright-pool.svc:5432/")
                String url,

                @DefaultValue("postgres") String username,
                @DefaultValue("") String password) {

            @Override
            public String toString() {
                return "Pooled[url=" + url + ", username=" + username + "]";
            }
        }

        public record Own(
                @DefaultValue("jdbc:postgresql://historian.{namespace}.svc:5432/")
                String url) {}

        /** @param operatorNamespace where CloudNativePG's own operator runs */
        public record Cluster(
                @DefaultValue("jdbc:postgresql://{cluster}-rw.{namespace}.svc:5432/?sslmode=require")
                String url,

                @DefaultValue("cnpg-system") String operatorNamespace) {}
    }

    /** What the cluster offers is not a setting: it is found when the operator starts. */
    public Installation installation(BackupSettings backup) {
        return new Installation(
                domain == null || domain.isBlank() ? null : domain,
                new Installation.Images(
                        or(images.broker(), "ghcr.io/millwright/broker-hivemq:" + version),
                        or(images.emqx(), "docker.io/emqx/emqx:5.8.8"),
                        or(images.historian(), "docker.io/timescale/timescaledb:2.19.3-pg17"),
                        or(images.tenantRuntime(), "ghcr.io/millwright/tenant-runtime:" + version)),
                List.copyOf(broker.additionalNames()),
                List.copyOf(runtime.additionalNames()),
                enrollmentNames(),
                slashed(historian.pooled().url()),
                slashed(historian.own().url()),
                new Installation.HistorianClusters(
                        or(images.historianCluster(), "ghcr.io/clevyr/cloudnativepg-timescale:17-ts2"),
                        slashed(historian.cluster().url()),
                        historian.cluster().operatorNamespace(),
                        backup.target()),
                Set.of(),
                null,
                gateway.gateway());
    }

    /** The Service is named too: what enrolls inside the cluster needs no name from outside. */
    private List<String> enrollmentNames() {
        List<String> names = new ArrayList<>(enrollment.names());
        if (domain != null && !domain.isBlank()) {
            names.add("enroll." + domain);
        }
        names.add(Names.CONTROL_PLANE + "." + Names.SYSTEM_NAMESPACE + ".svc");
        return List.copyOf(names);
    }

    private static String slashed(String url) {
        return url.endsWith("/") || url.contains("?") ? url : url + "/";
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null || given.isBlank() ? otherwise : given;
    }
}
