package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.millwright.operator.plan.BackupTarget;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import java.net.URI;

/**
 * A historian of several instances: its pods speak to each other, to CloudNativePG's operator and, because each of them manages
 * itself, to the API server. Its pods are known by the one label that CloudNativePG promises.
 */
final class HistorianClusterOpenings {

    private static final String CLUSTER = "cnpg.io/cluster";

    /** Of the instance managers' own API. */
    private static final int STATUS_PORT = 8_000;

    private static final int HTTPS_PORT = 443;
    private static final int API_SERVER_PORT = 6_443;

    /** @param readers {@code app.kubernetes.io/name} of the tenant's pods that query it */
    static NetworkPolicySpec of(TenantPlan plan, String... readers) {
        NetworkPolicyPeer own = instances(plan);
        NetworkPolicySpecBuilder policy = new NetworkPolicySpecBuilder()
                .withNewPodSelector()
                .addToMatchLabels(CLUSTER, Names.historianCluster(plan.incarnation()))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .addToIngress(Policies.from(Names.HISTORIAN_PORT, Policies.system(Labels.OPERATOR)));
        for (String reader : readers) {
            policy.addToIngress(Policies.from(Names.HISTORIAN_PORT, Policies.pods(plan.tenant(), reader)));
        }
        policy.addToIngress(new NetworkPolicyIngressRuleBuilder()
                        .withFrom(own, cloudNativePg(plan))
                        .withPorts(Policies.tcp(Names.HISTORIAN_PORT), Policies.tcp(STATUS_PORT))
                        .build())
                .addToEgress(Policies.nameService())
                .addToEgress(new NetworkPolicyEgressRuleBuilder()
                        .withTo(own)
                        .withPorts(Policies.tcp(Names.HISTORIAN_PORT), Policies.tcp(STATUS_PORT))
                        .build())
                // No policy can name the API server: it is no pod, and its address is the cluster's own business.
                .addToEgress(new NetworkPolicyEgressRuleBuilder()
                        .withPorts(Policies.tcp(HTTPS_PORT), Policies.tcp(API_SERVER_PORT))
                        .build());
        BackupTarget backup = plan.installation().historianClusters().backup();
        int storage = backup == null || backup.endpoint() == null ? HTTPS_PORT : port(backup.endpoint());
        if (storage != HTTPS_PORT && storage != API_SERVER_PORT) {
            policy.addToEgress(Policies.toAnywhere(storage));
        }
        return policy.build();
    }

    /** What a pod that queries the historian needs. */
    static NetworkPolicyEgressRule to(TenantPlan plan) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(instances(plan))
                .withPorts(Policies.tcp(Names.HISTORIAN_PORT))
                .build();
    }

    private static NetworkPolicyPeer instances(TenantPlan plan) {
        return new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .addToMatchLabels(CLUSTER, Names.historianCluster(plan.incarnation()))
                .endPodSelector()
                .build();
    }

    private static NetworkPolicyPeer cloudNativePg(TenantPlan plan) {
        return new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(Policies.namespace(
                        plan.installation().historianClusters().operatorNamespace()))
                .withNewPodSelector()
                .addToMatchLabels(Labels.NAME, "cloudnative-pg")
                .endPodSelector()
                .build();
    }

    private static int port(String endpoint) {
        URI address = URI.create(endpoint);
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return "http".equals(address.getScheme()) ? 80 : HTTPS_PORT;
    }

    private HistorianClusterOpenings() {}
}
