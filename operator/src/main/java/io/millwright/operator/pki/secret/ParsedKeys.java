package io.millwright.operator.pki.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.UnreadablePemException;
import io.millwright.operator.plan.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reading a chain checks its signatures, a millisecond each: what was read at a resource version is kept until the next. */
final class ParsedKeys {

    private record Parsed(String version, KeyAndCertificates key) {}

    private final Map<String, Parsed> byName = new ConcurrentHashMap<>();

    /** Empty if the Secret is no TLS identity. */
    Optional<KeyAndCertificates> get(Secret secret) {
        String name = secret.getMetadata().getName();
        String version =
                secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
        Parsed known = byName.get(name);
        if (known != null && known.version().equals(version)) {
            return Optional.of(known.key());
        }
        try {
            Optional<KeyAndCertificates> key = Secrets.tls(secret)
                    .map(material -> KeyAndCertificates.fromPem(material.certificates(), material.key()));
            key.ifPresent(read -> byName.put(name, new Parsed(version, read)));
            return key;
        } catch (UnreadablePemException e) {
            return Optional.empty();
        }
    }

    void forget(String name) {
        byName.remove(name);
    }
}
