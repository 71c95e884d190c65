package io.millwright.controlplane.configuration;

import io.millwright.controlplane.pki.Pem;
import io.millwright.wire.configuration.SignedConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** With which the configurations of a tenant's devices are signed. */
public record ConfigurationKey(PrivateKey key, X509Certificate certificate) {

    static Optional<ConfigurationKey> of(Map<String, String> secret) {
        List<X509Certificate> chain = Pem.certificates(secret.getOrDefault("tls.crt", ""));
        return chain.isEmpty()
                ? Optional.empty()
                : Pem.privateKey(secret.getOrDefault("tls.key", ""))
                        .map(key -> new ConfigurationKey(key, chain.getFirst()));
    }

    /** A compact JWS whose key id is the serial number of the certificate. */
    public String sign(DevicePayload.Filled payload) {
        return SignedConfiguration.sign(payload.json().getBytes(StandardCharsets.UTF_8), serial(), key);
    }

    public String certificatePem() {
        return Pem.encode(List.of(certificate));
    }

    String serial() {
        return certificate.getSerialNumber().toString(16);
    }

    @Override
    public String toString() {
        return "ConfigurationKey[" + serial() + "]";
    }
}
