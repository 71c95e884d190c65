package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The openings themselves, the same for a tenant's own stack and for the pool. */
public final class Policies {

    /** Nothing in, nothing out, for every pod that no other policy names. */
    public static NetworkPolicySpec nothing() {
        return new NetworkPolicySpecBuilder()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .build();
    }

    /** A broker: devices come from anywhere, their certificate is the fence; it calls nobody. */
    public static NetworkPolicySpec broker(String instance) {
        return of(instance, Names.BROKER)
                .withIngress(new NetworkPolicyIngressRuleBuilder()
                        .withPorts(tcp(Names.MQTT_PORT))
                        .build())
                .build();
    }

    /**
     * A broker whose nodes speak to each other, and that asks its runtime who may connect; the REST API is its runtime's alone.
     */
    public static NetworkPolicySpec clusteredBroker(String instance) {
        NetworkPolicyPort[] ports = {tcp(Names.BROKER_NODE_PORT), tcp(Names.BROKER_RPC_PORT)};
        return broker(instance)
                .edit()
                .addNewIngress()
                .withFrom(pods(instance, Names.BROKER))
                .withPorts(ports)
                .endIngress()
                .addToIngress(from(Names.BROKER_ADMIN_PORT, pods(instance, Names.RUNTIME)))
                .addToEgress(nameService())
                .addNewEgress()
                .withTo(pods(instance, Names.BROKER))
                .withPorts(ports)
                .endEgress()
                .addToEgress(toPods(Names.RUNTIME_PORT, instance, Names.RUNTIME))
                .build();
    }

    /** A historian: its runtime, the operator that makes databases, and what else reads it; it calls nobody. */
    public static NetworkPolicySpec historian(String instance, String... readers) {
        List<NetworkPolicyPeer> peers = new ArrayList<>();
        peers.add(pods(instance, Names.RUNTIME));
        peers.add(system(Labels.OPERATOR));
        for (String reader : readers) {
            peers.add(pods(instance, reader));
        }
        return of(instance, Names.HISTORIAN)
                .withIngress(from(Names.HISTORIAN_PORT, peers.toArray(NetworkPolicyPeer[]::new)))
                .build();
    }

    /**
     * A runtime: asked by the control plane alone; it calls name service, brokers and historians. Its health port needs no
     * opening: traffic from a pod's own node, which is the kubelet's, is allowed whatever a policy says.
     */
    public static NetworkPolicySpec runtime(String instance, List<NetworkPolicyEgressRule> calls) {
        return of(instance, Names.RUNTIME)
                .withIngress(from(Names.RUNTIME_PORT, system(Names.CONTROL_PLANE)))
                .addToEgress(nameService())
                .addAllToEgress(calls)
                .build();
    }

    /** A runtime that its broker asks, and that administers the broker. */
    public static NetworkPolicySpec askedRuntime(String instance, List<NetworkPolicyEgressRule> calls) {
        return runtime(instance, calls)
                .edit()
                .addToIngress(from(Names.RUNTIME_PORT, pods(instance, Names.BROKER)))
                .addToEgress(toPods(Names.BROKER_ADMIN_PORT, instance, Names.BROKER))
                .build();
    }

    /** A Grafana: asked through the entrance, if there is one; it calls name service and historian. */
    public static NetworkPolicySpec grafana(
            String instance, Optional<String> entrance, NetworkPolicyEgressRule historian) {
        NetworkPolicySpecBuilder policy =
                of(instance, Names.GRAFANA).addToEgress(nameService()).addToEgress(historian);
        entrance.ifPresent(namespace -> policy.addToIngress(from(
                Names.GRAFANA_PORT,
                new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(namespace(namespace))
                        .build())));
        return policy.build();
    }

    /** To pods of the same namespace. */
    public static NetworkPolicyEgressRule toPods(int port, String instance, String component) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(pods(instance, component))
                .withPorts(tcp(port))
                .build();
    }

    /** To pods of another namespace of the platform. */
    public static NetworkPolicyEgressRule toNamespace(int port, String namespace, String instance, String component) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(namespace(namespace))
                        .withPodSelector(selector(instance, component))
                        .build())
                .withPorts(tcp(port))
                .build();
    }

    /** To a server that is not a pod of ours and whose address no policy can know: any address, this port. */
    public static NetworkPolicyEgressRule toAnywhere(int port) {
        return new NetworkPolicyEgressRuleBuilder().withPorts(tcp(port)).build();
    }

    /** Of a JDBC address, whose scheme {@link URI} does not read. */
    public static int port(String jdbcUrl) {
        int port = URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        return port < 0 ? Names.HISTORIAN_PORT : port;
    }

    private static NetworkPolicySpecBuilder of(String instance, String component) {
        return new NetworkPolicySpecBuilder()
                .withPodSelector(selector(instance, component))
                .withPolicyTypes("Ingress", "Egress");
    }

    static NetworkPolicyIngressRule from(int port, NetworkPolicyPeer... peers) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(peers)
                .withPorts(tcp(port))
                .build();
    }

    static NetworkPolicyEgressRule nameService() {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(namespace("kube-system"))
                        .build())
                .withPorts(port("UDP", 53), port("TCP", 53))
                .build();
    }

    static NetworkPolicyPeer pods(String instance, String component) {
        return new NetworkPolicyPeerBuilder()
                .withPodSelector(selector(instance, component))
                .build();
    }

    static NetworkPolicyPeer system(String component) {
        return new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(namespace(Names.SYSTEM_NAMESPACE))
                .withNewPodSelector()
                .addToMatchLabels(Labels.NAME, component)
                .endPodSelector()
                .build();
    }

    private static LabelSelector selector(String instance, String component) {
        return new LabelSelectorBuilder()
                .withMatchLabels(Labels.selector(instance, component))
                .build();
    }

    /** By the label that the API server sets on every namespace and nobody can move. */
    static LabelSelector namespace(String name) {
        return new LabelSelectorBuilder()
                .withMatchLabels(Map.of("kubernetes.io/metadata.name", name))
                .build();
    }

    static NetworkPolicyPort tcp(int port) {
        return port("TCP", port);
    }

    private static NetworkPolicyPort port(String protocol, int port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(port))
                .build();
    }

    private Policies() {}
}
