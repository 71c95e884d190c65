package io.millwright.controlplane.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.RecordedKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys in Secret {@code oidc-signing-key}: an entry {@code <name>.pem} each, P-256 in PKCS#8. The one whose name sorts last
 * signs; all of them are served and believed; one that is taken out is believed no longer.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    static final String SECRET = "oidc-signing-key";
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final String CURVE = "secp256r1";
    private static final String SUFFIX = ".pem";

    /** The name of the first key; later ones sort behind it if they are named alike. */
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RecordedKeys secrets;
    private final Clock clock;
    private volatile List<ECKey> newestFirst = List.of();

    SigningKeys(RecordedKeys secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The key that signs now; empty while there is none. */
    Optional<ECKey> newest() {
        if (newestFirst.isEmpty()) {
            look();
        }
        return newestFirst.stream().findFirst();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        if (newest().isEmpty()) {
            throw new KeySourceException("there is no signing key");
        }
        return selector.select(new JWKSet(List.copyOf(newestFirst)));
    }

    /** What the Secret says now. While it cannot be read the keys of before go on; a Secret without keys has none. */
    @Scheduled(fixedDelayString = "PT30S")
    synchronized void look() {
        try {
            // It is meant to be exchanged, so what is remembered is only that there was one.
            KeyState<List<ECKey>> state = secrets.obtain(
                    SECRET,
                    Map.of("app.kubernetes.io/name", SECRET),
                    this::fresh,
                    texts -> Optional.of(keys(texts)),
                    _ -> "rotating");
            switch (state) {
                case KeyState.Present<List<ECKey>>(List<ECKey> keys) -> newestFirst = keys;
                case KeyState.Unavailable<List<ECKey>>(String reason) ->
                    LOG.atWarn().addKeyValue("reason", reason).log("the keys that sign tokens cannot be had");
            }
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("the keys that sign tokens cannot be looked up");
        }
    }

    private static List<ECKey> keys(Map<String, String> texts) {
        List<ECKey> keys = new ArrayList<>();
        texts.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(SUFFIX))
                .sorted(Map.Entry.<String, String>comparingByKey(Comparator.reverseOrder()))
                .forEach(entry -> Pem.privateKey(entry.getValue())
                        .flatMap(SigningKeys::key)
                        .ifPresentOrElse(
                                keys::add,
                                () -> LOG.atError()
                                        .addKeyValue("name", entry.getKey())
                                        .log("an entry of Secret {} is no P-256 key", SECRET)));
        return List.copyOf(keys);
    }

    /** Empty for a key of another kind or curve. The public half follows from the private one. */
    private static Optional<ECKey> key(PrivateKey key) {
        if (!(key instanceof ECPrivateKey ec) || Curve.forECParameterSpec(ec.getParams()) != Curve.P_256) {
            return Optional.empty();
        }
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec(CURVE);
        ECPoint point = curve.getG().multiply(ec.getS()).normalize();
        try {
            return Optional.of(new ECKey.Builder(
                            Curve.P_256,
                            Base64URL.encode(point.getAffineXCoord().getEncoded()),
                            Base64URL.encode(point.getAffineYCoord().getEncoded()))
                    .privateKey(ec)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Map<String, String> fresh() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return Map.of(
                    NAME.format(clock.instant()) + SUFFIX,
                    Pem.encode(generator.generateKeyPair().getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }
}
