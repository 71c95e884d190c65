package io.millwright.controlplane.intake;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.RecordedKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * What seals the answers of a caller, which whoever reads the database does not have: the API key that it sent, or, for who
 * came with an access token, which is another one every quarter of an hour, the server's own key in Secret
 * {@code idempotency-key}. Callers never meet in it: their names go into the derivation.
 */
@Component
class IdempotencyKeys {

    private static final String SECRET = "idempotency-key";
    private static final String ENTRY = "key";
    private static final int BYTES = 32;

    private final RecordedKeys keys;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<Optional<ServerKey>> known = new AtomicReference<>(Optional.empty());

    IdempotencyKeys(RecordedKeys keys) {
        this.keys = keys;
    }

    /** Bytes that are told to nobody. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record ServerKey(byte[] bytes) {

        static Optional<ServerKey> of(Map<String, String> secret) {
            try {
                byte[] bytes = Base64.getDecoder().decode(secret.getOrDefault(ENTRY, ""));
                return bytes.length == BYTES ? Optional.of(new ServerKey(bytes)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String fingerprint() {
            try {
                return HexFormat.of().formatHex(IdempotencyKey.sha256(SECRET.getBytes(StandardCharsets.UTF_8), bytes));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        @Override
        public String toString() {
            return "ServerKey[hidden]";
        }
    }

    /** Empty while the server's key is needed and not at hand. */
    Optional<IdempotencyKey> of(HttpServletRequest request, Caller caller, String given)
            throws GeneralSecurityException {
        String apiKey = request.getHeader("X-Api-Key");
        if (apiKey != null) {
            return Optional.of(new IdempotencyKey(apiKey.getBytes(StandardCharsets.UTF_8), given));
        }
        Optional<ServerKey> key = serverKey();
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new IdempotencyKey(key.get().bytes(), caller.name() + "\n" + given));
    }

    private Optional<ServerKey> serverKey() {
        Optional<ServerKey> key = known.get();
        if (key.isEmpty()) {
            KeyState<ServerKey> state = keys.obtain(
                    SECRET,
                    Map.of("app.kubernetes.io/name", SECRET),
                    this::fresh,
                    ServerKey::of,
                    ServerKey::fingerprint);
            key = state instanceof KeyState.Present<ServerKey>(ServerKey found) ? Optional.of(found) : Optional.empty();
            known.set(key);
        }
        return key;
    }

    private Map<String, String> fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Map.of(ENTRY, Base64.getEncoder().encodeToString(bytes));
    }
}
