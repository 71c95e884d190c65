package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.EmbeddedKubernetes;
import io.millwright.quickstart.up.Definitions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A fresh API server as it is shipped (HTTPS, kept on disk), with our definitions, a node, and one client of ours. */
final class Cluster implements AutoCloseable {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final int TIMEOUT_MILLIS = 20_000;

    final KubernetesClient client;
    final StandInNode node;
    private final EmbeddedKubernetes kubernetes;
    private final KubernetesClient nodeClient;
    private final Path kubeconfig;

    Cluster(Path directory) throws IOException {
        kubernetes = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory));
        kubeconfig = directory.resolve("kubeconfig");
        kubernetes.writeKubeconfig(kubeconfig);
        client = client();
        Definitions.apply(client);
        nodeClient = client();
        node = new StandInNode(nodeClient);
    }

    private KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                        .withRequestTimeout(TIMEOUT_MILLIS)
                        .withOnlyHttpWatches(true)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** Requests other than reads that the API server has seen, whoever sent them. */
    long writes() {
        return kubernetes.requests().entrySet().stream()
                .filter(verb -> !READS.contains(verb.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Waits until nobody has written for so long, which the end of it proves. */
    void awaitSilence(Duration silence) throws InterruptedException {
        long last = writes();
        long since = System.nanoTime();
        while (System.nanoTime() - since < silence.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long now = writes();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
    }

    @Override
    public void close() {
        node.close();
        nodeClient.close();
        client.close();
        kubernetes.close();
    }
}
