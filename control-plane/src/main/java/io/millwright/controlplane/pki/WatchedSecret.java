package io.millwright.controlplane.pki;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.function.Consumer;

/**
 * One Secret that the operator makes, handed on whenever it is there or another than before. One that goes is handed on to
 * nobody: the operator makes it anew, and until then what was had of it is as good as it was.
 */
public final class WatchedSecret implements AutoCloseable {

    private final SharedIndexInformer<Secret> informer;

    /** @param use is called by one thread at a time, which is not the starter's */
    public WatchedSecret(KubernetesClient client, String namespace, String name, Consumer<Secret> use) {
        informer = client.secrets()
                .inNamespace(namespace)
                .withField("metadata.name", name)
                .runnableInformer(0);
        informer.exceptionHandler((_, _) -> true);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret secret) {
                hand(secret);
            }

            @Override
            public void onUpdate(Secret before, Secret after) {
                hand(after);
            }

            @Override
            public void onDelete(Secret secret, boolean unknown) {}

            private void hand(Secret secret) {
                if (name.equals(secret.getMetadata().getName())) {
                    use.accept(secret);
                }
            }
        });
    }

    /** Tries again for as long as the API server does not answer. */
    public void start() {
        informer.start();
    }

    @Override
    public void close() {
        informer.stop();
    }
}
