package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.operator.TestCluster;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.site.SiteControllers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An API server in memory and, while it is wanted, an operator with the Site and DeviceFleet controllers. */
final class ControllersUnderTest implements AutoCloseable {

    private final TestCluster cluster;
    private final KubernetesClient operatorClient;
    private @Nullable Operator operator;

    private ControllersUnderTest(TestCluster cluster, KubernetesClient operatorClient) {
        this.cluster = cluster;
        this.operatorClient = operatorClient;
    }

    static ControllersUnderTest start(Path directory) {
        TestCluster cluster = TestCluster.bare(directory);
        return new ControllersUnderTest(cluster, cluster.operatorClient());
    }

    KubernetesClient client() {
        return cluster.client();
    }

    /** Waits until the definitions are established, as an installation does before it starts an operator. */
    void install(List<String> definitions) {
        for (String yaml : definitions) {
            client().resource(client().resource(Serialization.unmarshal(yaml, CustomResourceDefinition.class))
                            .serverSideApply())
                    .waitUntilCondition(ControllersUnderTest::established, 10, TimeUnit.SECONDS);
        }
    }

    private static boolean established(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    void startOperator() {
        WriteCounter writes = new WriteCounter(new SimpleMeterRegistry());
        Operator started = new Operator(overrider -> overrider
                .withKubernetesClient(operatorClient)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(true));
        started.register(
                SiteControllers.reconciler(Clock.systemUTC(), writes),
                configuration -> configuration.withFieldManager("millwright-operator"));
        started.register(
                new FleetReconciler(Clock.systemUTC(), writes, new ReconcileWatch<>(Clock.systemUTC(), () -> true)),
                configuration -> configuration.withFieldManager("millwright-operator"));
        started.start();
        operator = started;
    }

    void restartOperator() {
        stopOperator();
        startOperator();
    }

    private void stopOperator() {
        Operator running = operator;
        if (running != null) {
            running.stop();
            operator = null;
        }
    }

    @Override
    public void close() {
        stopOperator();
        operatorClient.close();
        cluster.close();
    }
}
