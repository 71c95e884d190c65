package io.millwright.wire;

/** Whether a client may do what it asks. */
public sealed interface Decision {

    /** It may. */
    record Allowed() implements Decision {}

    /** It may not, and this is counted. */
    record Denied(Denial reason) implements Decision {}

    default boolean allowed() {
        return this instanceof Allowed;
    }
}
