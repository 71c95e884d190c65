package io.millwright.embeddedkubernetes.resource;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request that is answered with a Kubernetes {@code Status} of failure. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient @Nullable ObjectNode details;

    /**
     * @param code the HTTP status
     * @param reason the machine-readable reason, such as {@code Conflict}; empty where Kubernetes sends none
     * @param message the sentence for people
     * @param details the {@code details} object of the Status, if any
     */
    public Refusal(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public @Nullable ObjectNode details() {
        return details;
    }
}
