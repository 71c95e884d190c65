package io.millwright.operator.platform;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.plan.Names;
import java.net.HttpURLConnection;
import org.springframework.context.SmartLifecycle;

/**
 * Makes {@code millwright-pki} before the controllers start: the namespace is what {@link PlatformReconciler} reconciles, and
 * the control plane waits for what lies in it long before the first tenant. What exists is not touched.
 */
final class PlatformNamespace implements SmartLifecycle {

    private final KubernetesClient client;
    private volatile boolean running;

    PlatformNamespace(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void start() {
        if (client.namespaces().withName(Names.PKI_NAMESPACE).get() == null) {
            try {
                client.resource(RestrictedNamespace.ofPlatform(Names.PKI_NAMESPACE, "platform", "pki"))
                        .create();
            } catch (KubernetesClientException e) {
                // Another operator was first.
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the controllers. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
