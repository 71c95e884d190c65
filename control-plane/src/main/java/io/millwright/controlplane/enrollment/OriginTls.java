package io.millwright.controlplane.enrollment;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.PkiSettings;
import io.millwright.controlplane.pki.SecretTexts;
import io.millwright.controlplane.pki.WatchedSecret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Key, certificates and root of the origin, from Secret {@code enrollment-server}, watched: the next handshake uses what the
 * Secret holds now. Until there is a good one, handshakes fail and the server stays up; a broken one changes nothing.
 */
@Component
class OriginTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OriginTls.class);
    private static final String SECRET = "enrollment-server";

    /** @param chain as it is sent: with the root, so that a client that knows only its fingerprint can check it */
    record Material(PrivateKey key, List<X509Certificate> chain) {

        X509Certificate root() {
            return chain.getLast();
        }
    }

    private final AtomicReference<Optional<Material>> material = new AtomicReference<>(Optional.empty());
    private final WatchedSecret secret;
    private final EnrollmentSettings settings;
    private final Clock clock;

    OriginTls(KubernetesClient client, PkiSettings pki, EnrollmentSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        secret = new WatchedSecret(client, pki.namespace(), SECRET, this::use);
        if (settings.port() != null) {
            secret.start();
        }
    }

    Optional<Material> present() {
        return material.get();
    }

    ServerTls server() {
        return new ServerTls(new OriginKeys(this), new DeviceTrust(this, settings.grace(), clock));
    }

    private void use(Secret found) {
        Map<String, String> texts = SecretTexts.of(found);
        List<X509Certificate> chain = Pem.certificates(texts.getOrDefault("tls.crt", ""));
        Optional<PrivateKey> key = Pem.privateKey(texts.getOrDefault("tls.key", ""));
        if (chain.isEmpty() || key.isEmpty()) {
            LOG.atError().addKeyValue("name", SECRET).log("the Secret of the enrollment origin is not readable");
            return;
        }
        material.set(Optional.of(new Material(key.get(), chain)));
    }

    @Override
    public void close() {
        secret.close();
    }
}
