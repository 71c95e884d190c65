package io.millwright.operator.pool;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.broker.BrokerPod;
import io.millwright.operator.broker.BrokerProperties;
import io.millwright.operator.broker.BrokerService;
import io.millwright.operator.network.Policies;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import io.millwright.operator.runtime.RuntimePod;
import io.millwright.operator.runtime.RuntimeService;
import io.millwright.operator.tier.Tier;
import java.util.List;

/** The objects of a shard of the pool, each a pure function of its plan. */
final class PoolObjects {

    /** A shard is never created anew, so its volume needs no incarnation. */
    private static final String VOLUME = "data";

    static List<NetworkPolicy> policies(PoolPlan plan) {
        return List.of(
                policy(plan, "default-deny", Policies.nothing()),
                policy(plan, Names.BROKER, Policies.broker(Names.POOL_INSTANCE)),
                policy(
                        plan,
                        Names.RUNTIME,
                        Policies.runtime(
                                Names.POOL_INSTANCE,
                                List.of(
                                        Policies.toPods(Names.MQTT_PORT, Names.POOL_INSTANCE, Names.BROKER),
                                        Policies.toAnywhere(Policies.port(
                                                plan.installation().pooledHistorianUrl()))))));
    }

    static List<ServiceAccount> accounts(PoolPlan plan) {
        return List.of(account(plan, Names.BROKER), account(plan, Names.RUNTIME));
    }

    static Secret brokerTls(PoolPlan plan, TlsMaterial material) {
        return Secrets.tls(metadata(plan, Names.BROKER_TLS, Names.BROKER), material);
    }

    static Secret runtimeTls(PoolPlan plan, TlsMaterial material) {
        return Secrets.tls(metadata(plan, Names.RUNTIME_TLS, Names.RUNTIME), material);
    }

    static ConfigMap brokerConfiguration(PoolPlan plan) {
        return new ConfigMapBuilder()
                .withMetadata(metadata(plan, Names.BROKER_CONFIG, Names.BROKER))
                .addToData(BrokerProperties.KEY, properties(plan))
                .addToData(BrokerAuthorities.KEY, BrokerAuthorities.text(plan.authorities()))
                .build();
    }

    static Service brokerService(PoolPlan plan) {
        return service(plan, Names.BROKER, BrokerService.spec(Names.POOL_INSTANCE, plan.installation()));
    }

    static StatefulSet broker(PoolPlan plan) {
        return new StatefulSetBuilder()
                .withMetadata(metadata(plan, Names.BROKER, Names.BROKER))
                .withSpec(BrokerPod.spec(
                        new BrokerPod.Placement(
                                Names.POOL_INSTANCE,
                                Labels.ofInstance(Names.POOL_INSTANCE, Names.BROKER),
                                plan.installation().images().broker(),
                                BrokerProperties.fingerprint(properties(plan)),
                                VOLUME),
                        1,
                        new Tier.Size(
                                plan.settings().brokerCpu(), plan.settings().brokerMemory()),
                        plan.settings().brokerStorageGi()))
                .build();
    }

    static Service runtimeService(PoolPlan plan) {
        return service(plan, Names.RUNTIME, RuntimeService.spec(Names.POOL_INSTANCE));
    }

    static Deployment runtime(PoolPlan plan) {
        return new DeploymentBuilder()
                .withMetadata(metadata(plan, Names.RUNTIME, Names.RUNTIME))
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .withMatchLabels(Labels.selector(Names.POOL_INSTANCE, Names.RUNTIME))
                .endSelector()
                .withTemplate(RuntimePod.template(
                        Labels.ofInstance(Names.POOL_INSTANCE, Names.RUNTIME),
                        plan.installation().images().tenantRuntime(),
                        new Tier.Size(
                                plan.settings().runtimeCpu(), plan.settings().runtimeMemory()),
                        plan.tenants()))
                .endSpec()
                .build();
    }

    private static String properties(PoolPlan plan) {
        return BrokerProperties.ofPool(plan.settings().connections());
    }

    private static NetworkPolicy policy(PoolPlan plan, String name, NetworkPolicySpec spec) {
        return new NetworkPolicyBuilder()
                .withMetadata(metadata(plan, name, "network"))
                .withSpec(spec)
                .build();
    }

    private static ServiceAccount account(PoolPlan plan, String name) {
        return new ServiceAccountBuilder()
                .withMetadata(metadata(plan, name, name))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    private static Service service(PoolPlan plan, String name, ServiceSpec spec) {
        return new ServiceBuilder()
                .withMetadata(metadata(plan, name, name))
                .withSpec(spec)
                .build();
    }

    private static ObjectMeta metadata(PoolPlan plan, String name, String component) {
        return new ObjectMetaBuilder()
                .withNamespace(plan.namespace())
                .withName(name)
                .withLabels(Labels.ofInstance(Names.POOL_INSTANCE, component))
                .build();
    }

    private PoolObjects() {}
}
