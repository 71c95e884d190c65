package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.site.SiteControllers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An API server in memory and, while it is wanted, an operator with the Site and DeviceFleet controllers. */
final class ControllersUnderTest implements AutoCloseable {

    private final EmbeddedKubernetes kubernetes;
    private final KubernetesClient client;
    private @Nullable Operator operator;

    private ControllersUnderTest(EmbeddedKubernetes kubernetes, KubernetesClient client) {
        this.kubernetes = kubernetes;
        this.client = client;
    }

    static ControllersUnderTest start(Path directory) {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
        Path kubeconfig = directory.resolve("kubeconfig");
        kubernetes.writeKubeconfig(kubeconfig);
        Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withOnlyHttpWatches(true)
                .withHttp2Disable(true)
                .build();
        return new ControllersUnderTest(
                kubernetes, new KubernetesClientBuilder().withConfig(config).build());
    }

    KubernetesClient client() {
        return client;
    }

    /** Waits until the definitions are established, as an installation does before it starts an operator. */
    void install(List<String> definitions) {
        for (String yaml : definitions) {
            client.resource(client.resource(Serialization.unmarshal(yaml, CustomResourceDefinition.class))
                            .create())
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
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(true));
        started.register(
                SiteControllers.reconciler(Clock.systemUTC(), writes),
                configuration -> configuration.withFieldManager("millwright-operator"));
        started.register(
                new FleetReconciler(Clock.systemUTC(), writes),
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
        client.close();
        kubernetes.close();
    }
}
