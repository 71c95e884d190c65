package io.millwright.runtime.emqx;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A denial that is not sure to hold yet; the message says why and quotes nothing. */
final class NotDeniedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NotDeniedException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
