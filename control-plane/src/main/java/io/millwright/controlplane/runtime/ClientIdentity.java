package io.millwright.controlplane.runtime;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.controlplane.pki.SecretTexts;
import io.millwright.controlplane.pki.WatchedSecret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
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

    private final WatchedSecret secret;
    private final Duration connectTimeout;
    private final AtomicReference<Optional<HttpClient>> client = new AtomicReference<>(Optional.empty());

    ClientIdentity(KubernetesClient kubernetes, RuntimeSettings settings) {
        connectTimeout = settings.connectTimeout();
        secret = new WatchedSecret(kubernetes, settings.pkiNamespace(), SECRET, this::use);
        secret.start();
    }

    /** Empty until the operator has issued the certificate. */
    Optional<HttpClient> client() {
        return client.get();
    }

    private void use(Secret found) {
        Map<String, String> texts = SecretTexts.of(found);
        try {
            HttpClient fresh = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectTimeout)
                    .sslContext(
                            MutualTls.context(text(texts, "tls.crt"), text(texts, "tls.key"), text(texts, "ca.crt")))
                    .build();
            client.getAndSet(Optional.of(fresh)).ifPresent(HttpClient::shutdown);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("name", SECRET)
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("the client certificate cannot be used; the one before stays");
        }
    }

    private static String text(Map<String, String> texts, String key) {
        String value = texts.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the Secret has no " + key);
        }
        return value;
    }

    @Override
    public void close() {
        secret.close();
        client.getAndSet(Optional.empty()).ifPresent(HttpClient::shutdownNow);
    }
}
