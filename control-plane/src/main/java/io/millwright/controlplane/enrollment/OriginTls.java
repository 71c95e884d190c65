package io.millwright.controlplane.enrollment;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.PkiSettings;
import io.millwright.controlplane.pki.SecretTexts;
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
    private final SharedIndexInformer<Secret> secrets;
    private final EnrollmentSettings settings;
    private final Clock clock;

    OriginTls(KubernetesClient client, PkiSettings pki, EnrollmentSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        secrets = client.secrets()
                .inNamespace(pki.namespace())
                .withField("metadata.name", SECRET)
                .runnableInformer(0);
        secrets.exceptionHandler((_, _) -> true);
        secrets.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret secret) {
                use(secret);
            }

            @Override
            public void onUpdate(Secret before, Secret secret) {
                use(secret);
            }

            @Override
            public void onDelete(Secret secret, boolean unknown) {
                // The operator makes another: until then the old one serves.
            }
        });
        if (settings.port() != null) {
            secrets.start();
        }
    }

    Optional<Material> present() {
        return material.get();
    }

    ServerTls server() {
        return new ServerTls(new OriginKeys(this), new DeviceTrust(this, settings.grace(), clock));
    }

    private void use(Secret secret) {
        if (!SECRET.equals(secret.getMetadata().getName())) {
            return;
        }
        Map<String, String> texts = SecretTexts.of(secret);
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
        secrets.stop();
    }
}
