package io.millwright.controlplane.configuration;

import io.millwright.controlplane.pki.CertificateSigner;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.RecordedKeys;
import io.millwright.controlplane.pki.TenantAuthority;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.ServiceName;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * A key per life of a tenant, in Secret {@code <tenant>-<incarnation>-configuration}. Devices learn its certificate when they
 * enroll, so it stays as long as the tenant's authority does.
 */
@Component
public class ConfigurationKeys {

    private static final ServiceName NAME = new ServiceName("configuration");

    private final RecordedKeys keys;
    private final CertificateSigner signer;
    private final Map<String, ConfigurationKey> known = new ConcurrentHashMap<>();

    ConfigurationKeys(RecordedKeys keys, CertificateSigner signer) {
        this.keys = keys;
        this.signer = signer;
    }

    /** Finds the key, or makes it when this life of the tenant never had one. */
    public KeyState<ConfigurationKey> of(TenantAuthority authority, String incarnation) {
        String name = authority.tenant() + "-" + incarnation.toLowerCase(Locale.ROOT) + "-configuration";
        ConfigurationKey found = known.get(name);
        if (found != null) {
            return new KeyState.Present<>(found);
        }
        KeyState<ConfigurationKey> state = keys.obtain(
                name,
                Map.of(
                        "app.kubernetes.io/name",
                        "configuration-key",
                        "millwright.io/tenant",
                        authority.tenant().value()),
                () -> fresh(authority),
                ConfigurationKey::of,
                ConfigurationKey::serial);
        if (state instanceof KeyState.Present<ConfigurationKey>(ConfigurationKey key)) {
            known.put(name, key);
        }
        return state;
    }

    private Map<String, String> fresh(TenantAuthority authority) {
        KeyPair key = newKey();
        X509Certificate certificate = signer.configurationKey(
                authority, new CertificateIdentity.Service(authority.tenant(), NAME), key.getPublic());
        return Map.of(
                "tls.crt", Pem.encode(List.of(certificate)),
                "tls.key", Pem.encode(key.getPrivate()),
                "ca.crt", Pem.encode(authority.chain()));
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }
}
