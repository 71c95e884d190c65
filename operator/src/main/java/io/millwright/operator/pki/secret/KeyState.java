package io.millwright.operator.pki.secret;

/** Whether a key that must never be replaced silently is at hand. */
public sealed interface KeyState<K> {

    /** @param fingerprint of its public part, to be remembered */
    record Present<K>(K key, String fingerprint) implements KeyState<K> {}

    /** @param message one sentence that says what to do */
    record Unavailable<K>(String reason, String message) implements KeyState<K> {}
}
