package io.millwright.controlplane.pki;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The tenants' authorities as the operator keeps them, watched: reading and checking one costs a millisecond, so it is done
 * once per change of its Secret. Only Secrets with a tenant's label are watched; the device root's key is not among them.
 */
@Component
public class TenantAuthorities implements AutoCloseable {

    private static final String COMPONENT = "app.kubernetes.io/name";
    private static final String TENANT = "millwright.io/tenant";

    private record Parsed(String version, Optional<TenantAuthority> authority) {}

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;
    private final SharedIndexInformer<Secret> secrets;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    TenantAuthorities(KubernetesClient client, PkiSettings settings, Clock clock) {
        this.client = client;
        this.namespace = settings.namespace();
        this.clock = clock;
        secrets = client.secrets()
                .inNamespace(namespace)
                .withLabel(COMPONENT, "pki")
                .withLabel(TENANT)
                .runnableInformer(0);
        secrets.exceptionHandler((_, _) -> true);
        secrets.start();
    }

    /** @param incarnation as in the tenant's status: a former life's authority signs nothing */
    public KeyState<TenantAuthority> of(TenantId tenant, String incarnation) {
        String name = tenant + "-" + incarnation.toLowerCase(Locale.ROOT) + "-ca";
        try {
            Optional<Secret> secret = find(name);
            if (secret.isEmpty()) {
                parsed.remove(name);
                return new KeyState.Unavailable<>("Secret " + name + " does not exist");
            }
            return read(tenant, name, secret.get())
                    .<KeyState<TenantAuthority>>map(authority -> authority.isInForceAt(clock.instant())
                            ? new KeyState.Present<>(authority)
                            : new KeyState.Unavailable<>("the authority of Secret " + name + " is not in force now"))
                    .orElseGet(() -> new KeyState.Unavailable<>("Secret " + name + " is not the tenant's authority"));
        } catch (KubernetesClientException e) {
            return new KeyState.Unavailable<>("Secret " + name + " cannot be read: " + e.getMessage());
        }
    }

    /** The cache is a moment behind: what is not in it may have been made just now. */
    private Optional<Secret> find(String name) {
        return Optional.ofNullable(secrets.getStore().getByKey(namespace + "/" + name))
                .or(() -> Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get()));
    }

    private Optional<TenantAuthority> read(TenantId tenant, String name, Secret secret) {
        String version =
                secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
        Parsed known = parsed.get(name);
        if (known == null || !known.version().equals(version)) {
            known = new Parsed(version, TenantAuthority.of(tenant, SecretTexts.of(secret)));
            parsed.put(name, known);
        }
        return known.authority();
    }

    @Override
    public void close() {
        secrets.stop();
    }
}
