package io.millwright.operator.plan;

import java.util.regex.Pattern;

/** Names in the cluster. They are for ever: clients, certificates and volumes hold on to them. */
public final class Names {

    public static final String PKI_NAMESPACE = "millwright-pki";
    public static final String POOL_NAMESPACE = "millwright-pool";
    public static final String SYSTEM_NAMESPACE = "millwright-system";

    public static final String BROKER = "broker";
    public static final String BROKER_TLS = "broker-tls";
    public static final String BROKER_CONFIG = "broker-config";

    /** Service by which brokers of a cluster find each other. */
    public static final String BROKER_NODES = "broker-nodes";

    /** Service of a broker's REST API, and Secret of who may use it. */
    public static final String BROKER_ADMIN = "broker-admin";

    /** Secret of what a broker shows to the runtime that it asks. */
    public static final String BROKER_CLIENT = "broker-client";

    public static final String HISTORIAN = "historian";
    public static final String HISTORIAN_BACKUP = "historian-backup";
    public static final String HISTORIAN_ADMIN = "historian-admin";
    public static final String RUNTIME = "tenant-runtime";

    public static final String GRAFANA = "grafana";
    public static final String GRAFANA_CONFIG = "grafana-config";
    public static final String GRAFANA_DASHBOARDS = "grafana-dashboards";

    /** {@code app.kubernetes.io/instance} of what pooled tenants share. */
    public static final String POOL_INSTANCE = "pool";

    public static final String RUNTIME_TLS = "runtime-server";

    /** What the control plane is called; its pods carry the label, its Service the name. */
    public static final String CONTROL_PLANE = "millwright-control-plane";

    public static final String CONTROL_PLANE_CLIENT = "control-plane-client";
    public static final String ENROLLMENT_SERVER = "enrollment-server";

    public static final int MQTT_PORT = 8883;
    public static final int BROKER_ADMIN_PORT = 18_084;

    /** Of the distribution of an Erlang node called {@code emqx@...}. */
    public static final int BROKER_NODE_PORT = 4_370;

    /** Of remote calls between brokers, as the image sets it. */
    public static final int BROKER_RPC_PORT = 5_369;

    public static final int HISTORIAN_PORT = 5432;
    public static final int RUNTIME_PORT = 8443;
    public static final int GRAFANA_PORT = 3000;
    public static final int RUNTIME_HEALTH_PORT = 8080;

    /** Up to {@code millwright-pool-99}. */
    private static final Pattern SHARDS = Pattern.compile(POOL_NAMESPACE + "(-([2-9]|[1-9][0-9]))?");

    public static String namespace(String tenant) {
        return "tenant-" + tenant;
    }

    /** Namespace of a shard of the pool. The first is called as the pool was when it had no other. */
    public static String pool(int shard) {
        return shard == 1 ? POOL_NAMESPACE : POOL_NAMESPACE + "-" + shard;
    }

    /** Whether a shard of the pool may be called so. */
    public static boolean isPool(String namespace) {
        return SHARDS.matcher(namespace).matches();
    }

    public static String authority(String tenant, Incarnation incarnation) {
        return tenant + "-" + incarnation.lower() + "-ca";
    }

    public static String runtimeSecret(String tenant) {
        return "runtime-" + tenant;
    }

    /** Of a tenant whose broker is the pool's. */
    public static String pooledRoute(String tenant) {
        return "mqtt-" + tenant;
    }

    public static String pooledAuthority(String tenant) {
        return "authority-" + tenant;
    }

    /** Volume claims carry the incarnation, so that a re-created tenant meets no old volume. */
    public static String dataVolume(Incarnation incarnation) {
        return "data-" + incarnation.lower();
    }

    /**
     * A historian of several instances. Its volumes go when it goes, so a re-created tenant gets one with another name and
     * the old one stays, asleep.
     */
    public static String historianCluster(Incarnation incarnation) {
        return HISTORIAN + "-" + incarnation.lower();
    }

    private Names() {}
}
