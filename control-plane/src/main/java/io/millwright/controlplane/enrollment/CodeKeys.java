package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.RecordedKeys;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** Finds the server's key for codes in Secret {@code claim-code-key}, or makes it on the first use of all. */
@Component
class CodeKeys {

    private static final String SECRET = "claim-code-key";

    private final RecordedKeys keys;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<KeyState<CodeKey>> known = new AtomicReference<>();

    CodeKeys(RecordedKeys keys) {
        this.keys = keys;
        known.set(new KeyState.Unavailable<>("not read yet"));
    }

    KeyState<CodeKey> key() {
        KeyState<CodeKey> state = known.get();
        if (state instanceof KeyState.Unavailable<CodeKey>) {
            state = keys.obtain(
                    SECRET, Map.of("app.kubernetes.io/name", SECRET), this::fresh, CodeKey::of, CodeKey::fingerprint);
            known.set(state);
        }
        return state;
    }

    private Map<String, String> fresh() {
        byte[] bytes = new byte[CodeKey.BYTES];
        random.nextBytes(bytes);
        return Map.of(CodeKey.ENTRY, Base64.getEncoder().encodeToString(bytes));
    }
}
