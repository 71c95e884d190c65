package io.millwright.operator.plan;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The two forms of Secrets that are written and read again: a TLS identity and a login. */
public final class Secrets {

    public static final String CERTIFICATES = "tls.crt";
    public static final String KEY = "tls.key";
    public static final String TRUSTED = "ca.crt";
    public static final String USERNAME = "username";
    public static final String PASSWORD = "password";

    public static Secret tls(ObjectMeta metadata, TlsMaterial material) {
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("kubernetes.io/tls")
                .addToData(CERTIFICATES, encode(material.certificates()))
                .addToData(KEY, encode(material.key()))
                .addToData(TRUSTED, encode(material.trusted()))
                .build();
    }

    /** Empty if a part is missing: the Secret is then no identity at all. */
    public static Optional<TlsMaterial> tls(Secret secret) {
        return text(secret, CERTIFICATES)
                .flatMap(certificates -> text(secret, KEY)
                        .flatMap(key ->
                                text(secret, TRUSTED).map(trusted -> new TlsMaterial(certificates, key, trusted))));
    }

    public static Secret login(ObjectMeta metadata, Credentials credentials) {
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("Opaque")
                .addToData(USERNAME, encode(credentials.username()))
                .addToData(PASSWORD, encode(credentials.password()))
                .build();
    }

    public static Optional<Credentials> login(Secret secret) {
        return text(secret, USERNAME)
                .flatMap(username -> text(secret, PASSWORD).map(password -> new Credentials(username, password)));
    }

    /** Empty if the key is absent, its value empty or not base64. */
    public static Optional<String> text(Secret secret, String key) {
        Map<String, String> data = secret.getData();
        String encoded = data == null ? null : data.get(key);
        if (encoded == null || encoded.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Secrets() {}
}
