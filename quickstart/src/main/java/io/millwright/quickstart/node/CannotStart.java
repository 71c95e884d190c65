package io.millwright.quickstart.node;

/** A container cannot start now; reason and message become those of its waiting state. */
public final class CannotStart extends Exception {

    private final String reason;

    public CannotStart(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
