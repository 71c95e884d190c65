package io.millwright.controlplane.pki;

/** Whether a key that must not be replaced silently is at hand. */
public sealed interface KeyState<K> {

    record Present<K>(K key) implements KeyState<K> {}

    /** @param reason for logs and for who runs the platform; never for a device */
    record Unavailable<K>(String reason) implements KeyState<K> {}
}
