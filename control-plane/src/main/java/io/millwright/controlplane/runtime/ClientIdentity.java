package io.millwright.controlplane.runtime;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client that shows the control plane's certificate. A renewed Secret gives a new client; calls that run on the
 * old one end on it.
 */
final class ClientIdentity implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientIdentity.class);
    private static final String SECRET = "control-plane-client";

    private final SharedIndexInformer<Secret> secrets;
    private final Duration connectTimeout;
    private final AtomicReference<Optional<HttpClient>> client = new AtomicReference<>(Optional.empty());

    ClientIdentity(KubernetesClient kubernetes, RuntimeSettings settings) {
        connectTimeout = settings.connectTimeout();
        secrets = kubernetes
                .secrets()
                .inNamespace(settings.pkiNamespace())
                .withField("metadata.name", SECRET)
                .runnableInformer(0);
        secrets.exceptionHandler((_, _) -> true);
        secrets.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret secret) {
                use(secret);
            }

            @Override
            public void onUpdate(Secret before, Secret after) {
                use(after);
            }

            @Override
            public void onDelete(Secret secret, boolean unknown) {
                // The operator makes it anew; until then the old one is as good as it was.
            }
        });
        secrets.start();
    }

    /** Empty until the operator has issued the certificate. */
    Optional<HttpClient> client() {
        return client.get();
    }

    private void use(Secret secret) {
        if (!SECRET.equals(secret.getMetadata().getName())) {
            return;
        }
        try {
            HttpClient fresh = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .sslContext(
                            MutualTls.context(text(secret, "tls.crt"), text(secret, "tls.key"), text(secret, "ca.crt")))
                    .build();
            client.getAndSet(Optional.of(fresh)).ifPresent(HttpClient::shutdown);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("name", SECRET)
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("the client certificate cannot be used; the one before stays");
        }
    }

    private static String text(Secret secret, String key) {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        String value = data.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the Secret has no " + key);
        }
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        secrets.stop();
        client.getAndSet(Optional.empty()).ifPresent(HttpClient::shutdownNow);
    }
}
