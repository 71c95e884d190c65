package io.millwright.controlplane.problem;

import java.io.Serial;

/**
 * An answer that could not be finished after it was begun. Nothing is added to it: the container closes the connection, so that
 * whoever reads does not take a part for the whole.
 */
public final class BrokenOffException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Without a cause: one that tells of an end of a file would be taken for a client that has left, and the answer for whole. */
    public BrokenOffException() {
        super("an answer broke off", null, false, false);
    }
}
