package io.millwright.controlplane.pki;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keys that are made once and lie in Secrets. The database remembers which ones they were, so that a lost or exchanged one is
 * reported and not replaced: with another key every claim code would be unknown, and no device would take a configuration.
 */
@Component
public class RecordedKeys {

    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;
    private final JdbcClient database;
    private final Clock clock;

    RecordedKeys(KubernetesClient client, PkiSettings settings, JdbcClient database, Clock clock) {
        this.client = client;
        this.namespace = settings.namespace();
        this.database = database;
        this.clock = clock;
    }

    /**
     * Finds the Secret or makes it. Several processes may do so at once: the API server lets one of them create it, and the
     * database remembers one. Dying in between leaves a Secret that the next one finds.
     *
     * @param labels of a Secret that is made
     * @param fresh its texts
     * @param reading the key, empty if the texts are none
     * @param fingerprint tells keys apart without telling the key
     */
    public <K> KeyState<K> obtain(
            String name,
            Map<String, String> labels,
            Supplier<Map<String, String>> fresh,
            Function<Map<String, String>, Optional<K>> reading,
            Function<K, String> fingerprint) {
        try {
            Optional<String> recorded = recorded(name);
            Optional<Secret> secret = get(name);
            if (secret.isEmpty() && recorded.isPresent()) {
                return new KeyState.Unavailable<>(
                        "Secret " + name + " is gone and is not replaced; restore it from a backup");
            }
            Optional<K> key = reading.apply(SecretTexts.of(secret.orElseGet(() -> create(name, labels, fresh.get()))));
            if (key.isEmpty()) {
                return new KeyState.Unavailable<>("Secret " + name + " does not hold its key");
            }
            return remember(name, fingerprint.apply(key.get()))
                    ? new KeyState.Present<>(key.get())
                    : new KeyState.Unavailable<>("Secret " + name + " holds another key than it once did");
        } catch (KubernetesClientException e) {
            return new KeyState.Unavailable<>("Secret " + name + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<Secret> get(String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    private Secret create(String name, Map<String, String> labels, Map<String, String> texts) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .addToLabels("app.kubernetes.io/managed-by", "millwright-control-plane")
                .addToLabels("app.kubernetes.io/part-of", "millwright")
                .endMetadata()
                .withType(texts.containsKey("tls.crt") ? "kubernetes.io/tls" : "Opaque")
                .withData(SecretTexts.encoded(texts))
                .build();
        try {
            return client.resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return get(name).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private boolean remember(String name, String fingerprint) {
        database.sql("""
            INSERT INTO recorded_key (name, fingerprint, recorded_at) VALUES (:name, :fingerprint, :now)
            ON CONFLICT (name) DO NOTHING
            """)
                .param("name", name)
                .param("fingerprint", fingerprint)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return recorded(name).filter(fingerprint::equals).isPresent();
    }

    private Optional<String> recorded(String name) {
        return database.sql("SELECT fingerprint FROM recorded_key WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }
}
