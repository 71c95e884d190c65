package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.List;

/** The network policies of a tenant's namespace: everything is closed, then each workload gets exactly its openings. */
public enum TenantPolicy implements TenantObject<NetworkPolicy> {
    DEFAULT_DENY("default-deny") {
        @Override
        NetworkPolicySpec openings(TenantPlan plan) {
            return Policies.nothing();
        }
    },
    BROKER(Names.BROKER) {
        @Override
        public boolean wanted(TenantPlan plan) {
            return plan.ownBroker();
        }

        @Override
        NetworkPolicySpec openings(TenantPlan plan) {
            return plan.emqx() ? Policies.clusteredBroker(plan.tenant()) : Policies.broker(plan.tenant());
        }
    },
    HISTORIAN(Names.HISTORIAN) {
        @Override
        public boolean wanted(TenantPlan plan) {
            return plan.ownHistorian();
        }

        @Override
        NetworkPolicySpec openings(TenantPlan plan) {
            if (plan.historianCluster()) {
                return plan.ownDashboards()
                        ? HistorianClusterOpenings.of(plan, Names.RUNTIME, Names.GRAFANA)
                        : HistorianClusterOpenings.of(plan, Names.RUNTIME);
            }
            return plan.ownDashboards()
                    ? Policies.historian(plan.tenant(), Names.GRAFANA)
                    : Policies.historian(plan.tenant());
        }
    },
    RUNTIME(Names.RUNTIME) {
        @Override
        public boolean wanted(TenantPlan plan) {
            return plan.ownRuntime();
        }

        @Override
        NetworkPolicySpec openings(TenantPlan plan) {
            List<NetworkPolicyEgressRule> calls = List.of(broker(plan), historian(plan));
            return plan.emqx() ? Policies.askedRuntime(plan.tenant(), calls) : Policies.runtime(plan.tenant(), calls);
        }
    },
    GRAFANA(Names.GRAFANA) {
        @Override
        public boolean wanted(TenantPlan plan) {
            return plan.ownDashboards();
        }

        @Override
        NetworkPolicySpec openings(TenantPlan plan) {
            return Policies.grafana(
                    plan.tenant(), plan.installation().entrance().from(), historian(plan));
        }
    };

    private final String policy;

    TenantPolicy(String policy) {
        this.policy = policy;
    }

    abstract NetworkPolicySpec openings(TenantPlan plan);

    @Override
    public Class<NetworkPolicy> type() {
        return NetworkPolicy.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return policy;
    }

    @Override
    public NetworkPolicy desired(TenantPlan plan) {
        NetworkPolicy rendered = new NetworkPolicy();
        rendered.setMetadata(Labels.metadata(plan, plan.namespace(), policy, "network"));
        rendered.setSpec(openings(plan));
        return rendered;
    }

    private static NetworkPolicyEgressRule broker(TenantPlan plan) {
        return plan.ownBroker()
                ? Policies.toPods(Names.MQTT_PORT, plan.tenant(), Names.BROKER)
                : Policies.toNamespace(Names.MQTT_PORT, Names.POOL_NAMESPACE, Names.POOL_INSTANCE, Names.BROKER);
    }

    private static NetworkPolicyEgressRule historian(TenantPlan plan) {
        if (plan.historianCluster()) {
            return HistorianClusterOpenings.to(plan);
        }
        return plan.ownHistorian()
                ? Policies.toPods(Names.HISTORIAN_PORT, plan.tenant(), Names.HISTORIAN)
                : Policies.toAnywhere(Policies.port(plan.historianUrl()));
    }
}
