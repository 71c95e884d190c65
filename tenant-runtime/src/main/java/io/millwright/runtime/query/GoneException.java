package io.millwright.runtime.query;

import java.io.Serial;

/** Whoever asked has left; the statement was cancelled. */
public final class GoneException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    GoneException() {
        super("whoever asked has left", null, false, false);
    }
}
