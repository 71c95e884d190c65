package io.millwright.operator.pki.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.UnreadablePemException;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
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
        String version = version(secret);
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

    /** What was just written need not be read, if it is what is stored. */
    void written(Secret secret, TlsMaterial content, KeyAndCertificates key) {
        if (Secrets.tls(secret).filter(content::equals).isPresent()) {
            byName.put(secret.getMetadata().getName(), new Parsed(version(secret), key));
        }
    }

    private static String version(Secret secret) {
        return secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
    }

    void forget(String name) {
        byName.remove(name);
    }
}
